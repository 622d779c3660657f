"""The page of one section: a skeleton per questionnaire and language, and what one return puts into its slots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from crispy_forms.utils import render_crispy_form
from django.utils import formats
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.access import Desk
from survey.feedback import Refusal, feedback_html
from survey.forms import SectionForm
from survey.given_answers import GivenAnswer, values_of
from survey.models import Questionnaire, Response
from survey.models.questionnaire import document_of
from survey.questionnaire.answers import DONT_KNOW, Answers, Value
from survey.questionnaire.document import Document, Question, Section, SoftCheck, translated
from survey.questionnaire.plausibility import all_warnings
from survey.questionnaire.routing import Route, Truth, choice_is_offered, route
from survey.skeleton import Skeleton


def section_skeleton(questionnaire: Questionnaire, section: Section) -> Skeleton:
    return _skeleton(questionnaire.pk, questionnaire.checksum, section.code, get_language() or "de")


@lru_cache(maxsize=64)
def _skeleton(questionnaire_pk: int, checksum: str, section_code: str, language: str) -> Skeleton:
    document = document_of(questionnaire_pk, checksum)
    return Skeleton.of(render_crispy_form(SectionForm(document, document.section(section_code))))


@dataclass(frozen=True)
class Mistake:
    """A question whose answer was refused, the input that a link to it leads to, and why."""

    question: Question
    target: str
    reason: str


@dataclass
class SectionPage:
    """A section as one return sees it: present answers, and what was refused of those just sent."""

    desk: Desk
    section: Section
    answers: dict[str, GivenAnswer]
    refusals: Mapping[str, Refusal] = field(default_factory=dict)

    @property
    def response(self) -> Response:
        return self.desk.response

    @cached_property
    def document(self) -> Document:
        return self.response.wave.questionnaire.document

    @cached_property
    def values(self) -> Answers:
        return values_of(self.answers.values())

    @cached_property
    def route(self) -> Route:
        return route(self.document, self.values)

    @cached_property
    def shown_codes(self) -> list[str]:
        return [question.code for question in self.section.questions if self.is_shown(question)]

    def is_shown(self, question: Question) -> bool:
        return self.route.truths[question.code] is Truth.TRUE

    def html(self, others: Mapping[str, str]) -> SafeString:
        """The questions, laid out and filled; `others` are what other rooms put into their slots."""
        slots = dict(others)
        for question in self.section.questions:
            slots |= self._slots(question)
        return section_skeleton(self.response.wave.questionnaire, self.section).fill(slots)

    def _slots(self, question: Question) -> dict[str, str]:
        code = question.code
        slots: dict[str, str] = {f"feedback:{code}": self.feedback(code), f"warnings:{code}": self.warnings(question)}
        if not self.is_shown(question):
            slots[f"hidden:{code}"] = "hidden"
        if code in self.refusals:
            slots[f"invalid:{code}"] = 'aria-invalid="true"'
        for choice_code in self.choices_withheld(question):
            slots[f"hidden:{code}:{choice_code}"] = "hidden"
        for text in self.inputs(code):
            if text == DONT_KNOW or question.choices:
                slots[f"checked:{code}:{text}"] = "checked"
            else:
                slots[f"value:{code}"] = conditional_escape(text)
        return slots

    def inputs(self, code: str) -> list[str]:
        """What the inputs of the question hold: what was just typed and refused, else its answer."""
        refusal = self.refusals.get(code)
        return refusal.typed if refusal else inputs_of(self.values.get(code))

    def typed_text(self, code: str) -> str:
        """What the text input of the question holds: nothing where "don't know" is ticked."""
        return next((text for text in self.inputs(code) if text != DONT_KNOW), "")

    def choices_withheld(self, question: Question) -> list[str]:
        """Codes of the choices that earlier answers rule out."""
        if not question.has_conditional_choices:
            return []
        return [choice.code for choice in question.choices if not choice_is_offered(choice, self.route)]

    def warnings(self, question: Question) -> SafeString:
        return warnings_html(self._triggered.get(question.code, ()))

    @cached_property
    def _triggered(self) -> dict[str, list[SoftCheck]]:
        return all_warnings(self.document, self.values, self.response.municipality.population)

    def feedback(self, code: str) -> SafeString:
        """Below a question: why its answer was refused, or when and by whom it was saved."""
        return feedback_html(code, self.answers.get(code), self.desk.membership.user_id, self.refusals.get(code))

    @property
    def mistakes(self) -> list[Mistake]:
        refused = [question for question in self.section.questions if question.code in self.refusals]
        return [
            Mistake(question, first_input(question), next(iter(self.refusals[question.code].errors), ""))
            for question in refused
        ]

    @property
    def withheld(self) -> list[str]:
        """All choices of the section that earlier answers rule out, as `question:choice`."""
        return [
            f"{question.code}:{choice}"
            for question in self.section.questions
            for choice in self.choices_withheld(question)
        ]


def first_input(question: Question) -> str:
    """The id that the templates of questions give it."""
    return f"{question.code}-{question.choices[0].code if question.choices else 'value'}"


def inputs_of(value: Value | None) -> list[str]:
    """A stored value as its inputs hold it."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    return [value if isinstance(value, str) else number_text(value)]


def number_text(value: int | float) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def warnings_html(warnings: Iterable[SoftCheck]) -> SafeString:
    language = get_language() or "de"
    return format_html_join(
        "", '<p class="warning">{}</p>', ((translated(warning, "message", language),) for warning in warnings)
    )


def answer_text(question: Question, value: Value | None) -> str:
    """An answer in words, as people read it: labels instead of codes, numbers with their unit."""
    language = get_language() or "de"
    if value is None:
        return ""
    if value == DONT_KNOW:
        return _("Don’t know")
    if question.choices:
        codes = value if isinstance(value, list) else [str(value)]
        return "; ".join(translated(question.choice(code), "label", language) for code in codes)
    if isinstance(value, int | float):
        return f"{number_text(value)} {translated(question, 'unit', language)}"
    return str(value)
