"""The inventory of applications, the base of cooperation."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atlas.cards import Card
from atlas.cards import applications as cards
from atlas.cards.applications import Inventory
from atlas.dashboards.page import Builder, Chapter, Page
from atlas.material import Material
from atlas.options import STATUS
from survey.questionnaire.document import Document, short_name, translated

SHARE, SEEK = "share", "seek"  # values of the tag `application_offer`


def inventory_of(material: Material) -> Inventory:
    document, language = material.document, get_language() or "de"
    questions, domains = document.application_questions, document.tag_definitions.application.domains
    tags = {question.code: question.tags["domain"] for question in questions}
    return Inventory(
        texts={question.code: translated(question, "text", language) for question in questions},
        names={question.code: short_name(question, language) for question in questions},
        domains={code: translated(domains[tag], "label", language) for code, tag in tags.items()},
        statuses={choice.code: translated(choice, "label", language) for choice in document.application_statuses},
        counted=material.selection.option(STATUS),
        share=_choices(document, SHARE),
        seek=_choices(document, SEEK),
        answers=material.answers(*(question.code for question in questions)),
        offers=material.answers(*(code for code, _choice in [*_choices(document, SHARE), *_choices(document, SEEK)])),
    )


def _choices(document: Document, offer: str) -> dict[tuple[str, str], str]:
    """Question and choice → the application that it means."""
    return {
        (question.code, choice.code): choice.ref
        for question in document.questions
        if question.tags.get("application_offer") == offer
        for choice in question.choices
        if choice.ref
    }


def inventoried(build: Callable[..., Card]) -> Builder:
    return lambda material: build(material.standing, inventory_of(material), material.edition)


APPLICATIONS = Page(
    key="applications",
    title=_("Applications"),
    heading=_("Which smart applications there are"),
    lead=_("What runs and what is planned, and which municipalities could be brought together."),
    options=(STATUS,),
    chapters=(
        Chapter("inventory", _("Inventory"), {"applications": inventoried(cards.overview)}),
        Chapter(
            "where",
            _("Where they are"),
            {
                "applications-by-district": inventoried(cards.by_district),
                "applications-by-size": inventoried(cards.by_size),
            },
        ),
        Chapter("partners", _("Working together"), {"partners": inventoried(cards.partnerships)}),
    ),
)
