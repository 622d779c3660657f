"""What a section page shows of the answers of an earlier wave: a box in each question that they fit."""

from collections.abc import Mapping
from functools import cached_property, lru_cache

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from survey.given_answers import answered
from survey.offers import offered_to, open_part
from survey.questionnaire.answers import Value, is_empty
from survey.questionnaire.document import Question
from survey.questionnaire.routing import offered_part
from survey.section_page import SectionPage, answer_text
from survey.skeleton import Skeleton, slot


class OfferBoxes:
    """The offers of one section, to a person who may fill it in; nobody else sees any."""

    def __init__(self, page: SectionPage) -> None:
        self.page = page
        self.offered = offered_to(page.response) if page.desk.may_edit_section(page.section) else None

    @cached_property
    def questions(self) -> list[Question]:
        """Questions of the section whose meaning is still the same, and that were answered then."""
        values = self.offered.values if self.offered else {}
        return [question for question in self.page.section.questions if question.code in values]

    @property
    def year(self) -> str:
        return self.offered.year if self.offered else ""

    @cached_property
    def open(self) -> Mapping[str, Value]:
        """What may be confirmed now, by question."""
        values = {question.code: self._value(question) for question in self.questions}
        return open_part(self.page.document, values, self.answered, self.page.route)

    @cached_property
    def answered(self) -> set[str]:
        return answered(self.page.answers)

    def slots(self) -> dict[str, str]:
        return {f"offer:{question.code}": self.box(question) for question in self.questions}

    def boxes_after(self, code: str) -> list[SafeString]:
        """Those that an answer to this question may have changed: its own, and where it rules choices in or out.

        Others only appear with their question or go with it.
        """
        return [
            self.box(question)
            for question in self.questions
            if question.code == code or question.has_conditional_choices
        ]

    def box(self, question: Question) -> SafeString:
        """Empty where the same is answered already; without the button where something else is."""
        code = question.code
        part = offered_part(question, self._value(question), self.page.route)
        is_news = part is not None and not is_empty(part) and part != self.page.values.get(code)
        is_open = is_news and code not in self.answered
        text = conditional_escape(answer_text(question, part)) if is_news else ""
        return box_skeleton(is_news, is_open).fill({"code": code, "year": self.year, "text": text})

    def _value(self, question: Question) -> Value:
        assert self.offered is not None  # noqa: S101 - there are questions only where there are offers
        return self.offered.values[question.code]


def box_skeleton(is_news: bool, is_open: bool) -> Skeleton:
    return _skeleton(is_news, is_open, get_language() or "de")


@lru_cache(maxsize=16)
def _skeleton(is_news: bool, is_open: bool, language: str) -> Skeleton:
    slots = {name: slot(name) for name in ("code", "year", "text")}
    return Skeleton.of(render_to_string("survey/_offer.html", slots | {"is_news": is_news, "is_open": is_open}))
