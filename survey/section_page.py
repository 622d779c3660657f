"""The page of one section: a skeleton per questionnaire and language, and what one return puts into its slots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache

from crispy_forms.utils import render_crispy_form
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.forms import SectionForm
from survey.models import Answer, Questionnaire, Response
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


@dataclass
class SectionPage:
    """A section as one return sees it: present answers, and what was refused of those just sent."""

    response: Response
    section: Section
    answers: dict[str, Answer]
    sent: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Mapping[str, Iterable[str]] = field(default_factory=dict)

    @cached_property
    def document(self) -> Document:
        return self.response.wave.questionnaire.document

    @cached_property
    def values(self) -> Answers:
        return {code: answer.value for code, answer in self.answers.items()}

    @cached_property
    def route(self) -> Route:
        return route(self.document, self.values)

    @cached_property
    def shown_codes(self) -> list[str]:
        return [question.code for question in self.section.questions if self.is_shown(question)]

    def is_shown(self, question: Question) -> bool:
        return self.route.truths[question.code] is Truth.TRUE

    def html(self) -> SafeString:
        """The questions, laid out and filled."""
        slots: dict[str, str] = {}
        for question in self.section.questions:
            slots |= self._slots(question)
        return section_skeleton(self.response.wave.questionnaire, self.section).fill(slots)

    def _slots(self, question: Question) -> dict[str, str]:
        code = question.code
        slots: dict[str, str] = {f"feedback:{code}": self.feedback(code), f"warnings:{code}": self.warnings(question)}
        if not self.is_shown(question):
            slots[f"hidden:{code}"] = "hidden"
        for choice_code in self.choices_withheld(question):
            slots[f"hidden:{code}:{choice_code}"] = "hidden"
        for text in self.sent.get(code) or inputs_of(self.values.get(code)):
            if text == DONT_KNOW or question.choices:
                slots[f"checked:{code}:{text}"] = "checked"
            else:
                slots[f"value:{code}"] = conditional_escape(text)
        return slots

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
        """Below a question: why its answer was refused, or when it was saved; and the revision the page builds on."""
        return feedback_html(code, self.answers.get(code), self.errors.get(code, ()))


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


def feedback_html(code: str, answer: Answer | None, errors: Iterable[str] = ()) -> SafeString:
    messages = format_html_join("", '<span class="error">{}</span>', ((error,) for error in errors))
    if not messages and answer and answer.value is not None:
        messages = format_html('<span class="saved">{}</span>', saved_text(answer.answered_at))
    return format_html(
        '<div class="feedback" id="feedback-{0}" aria-live="polite">{1}'
        '<input type="hidden" name="{0}-revision" value="{2}"></div>',
        code,
        messages,
        answer.revision if answer else 0,
    )


def saved_text(at: datetime) -> str:
    return _saved_text(timezone.localtime(at).replace(second=0, microsecond=0), timezone.localdate(), get_language())


@lru_cache(maxsize=1024)
def _saved_text(minute: datetime, today: date, language: str | None) -> str:
    """Kept, because a page says the same of many answers, and formats cost more than the rest of its feedback."""
    time = formats.time_format(minute, "H:i")
    if minute.date() == today:
        return _("Saved %(time)s") % {"time": time}
    return _("Saved on %(date)s, %(time)s") % {"date": formats.date_format(minute, "SHORT_DATE_FORMAT"), "time": time}


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
