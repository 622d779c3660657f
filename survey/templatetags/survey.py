"""Questionnaire texts in the language of the page, and slots of its constant parts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from survey import skeleton
from survey.deadlines import deadline_text, moment_text
from survey.questionnaire.document import Question, translated
from survey.questionnaire.shapes import Shape

register = template.Library()


@register.filter(name="translated")
def translated_filter(item: Shape, name: str) -> str:
    """`{{ question|translated:"text" }}`: the text in the language of the page."""
    return translated(item, name, get_language() or "de")


@register.filter
def coded(question: Question) -> SafeString:
    """`{{ question|coded }}`: its code and its text, as they stand together in print and in the workbook."""
    text = translated_filter(question, "text")
    return format_html('<span class="question-code">{}</span> {}', question.code, text)


@register.filter
def signed(difference: float | None) -> str:
    """A difference of points with its sign, as in print: "+1.5", "−0.3"; a dash for None."""
    if difference is None:
        return "–"
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return sign + number_format(abs(difference), decimal_pos=1, use_l10n=True)


@register.filter
def deadline(at: datetime) -> str:
    """`{{ wave.closes_at|deadline }}`: with its time, midnight as 24:00 of the day before."""
    return deadline_text(at)


@register.filter
def moment(at: datetime) -> str:
    """`{{ submission.submitted_at|moment }}`: the day and the time."""
    return moment_text(at)


@register.simple_tag
def slot(*names: str) -> SafeString:
    """`{% slot "checked" question.code choice.code %}`: a place that is filled for each request."""
    return skeleton.slot(*names)


@register.filter
def of(items: Mapping[str, Any] | None, key: str) -> Any:
    """`{{ people|of:section.code }}`: the entry of a mapping, None without one or without a mapping."""
    return items.get(key) if items else None
