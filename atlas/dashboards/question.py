"""One question: what was answered by whom."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from atlas.cards import Card, questions
from atlas.dashboards.page import Builder, Chapter, Page
from atlas.inquiries import inquiry_of
from atlas.material import Material
from atlas.options import GROUP, QUESTION


def asked(build: Callable[..., Card]) -> Builder:
    def of_question(material: Material) -> Card:
        code = material.selection.option(QUESTION)
        inquiry = inquiry_of(material.document, code)
        return build(
            material.standing, material.answers(code), inquiry, material.selection.option(GROUP), material.edition
        )

    return of_question


QUESTION_PAGE = Page(
    key="question",
    title=_("Question"),
    heading=_("Question"),
    options=(GROUP, QUESTION),
    chapters=(
        Chapter(
            "answers",
            _("Answers"),
            {"question-answers": asked(questions.distribution), "question-states": asked(questions.left_open)},
        ),
    ),
)
