"""What stands below a question: when and by whom its answer was saved, why it was refused, or which two meet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.given_answers import GivenAnswer


@dataclass(frozen=True)
class Conflict:
    """An answer that was built on an older one than the present; both in words."""

    mine: str
    theirs: str
    present: GivenAnswer


@dataclass(frozen=True)
class Refusal:
    """Why an answer is not saved, what was typed, and the revision it was built on: that of the page stays as it was,
    so that sending again does not pass over what a colleague answered meanwhile."""

    typed: list[str]
    built_on: int | None = None
    errors: Iterable[str] = field(default_factory=list)
    conflict: Conflict | None = None


def feedback_html(code: str, answer: GivenAnswer | None, reader_id: int, refusal: Refusal | None = None) -> SafeString:
    """The message, and the revision of the answer that the page builds on."""
    revision = answer.revision if answer else 0
    if refusal:
        message = refusal_html(code, refusal, reader_id)
        revision = revision if refusal.built_on is None else refusal.built_on
    else:
        message = saved_html(answer, reader_id)
    by = answer.name if answer and answer.person_id != reader_id else ""
    return format_html(
        '<div class="feedback" id="feedback-{0}" data-by="{1}" aria-live="polite">{2}'
        '<input type="hidden" name="{0}-revision" value="{3}"></div>',
        code,
        by,
        message,
        revision,
    )


def saved_html(answer: GivenAnswer | None, reader_id: int) -> SafeString:
    if answer is None:
        return SafeString("")
    name = "" if answer.person_id == reader_id else answer.name
    text = removed_by_text if answer.value is None else saved_by_text
    return format_html('<span class="saved">{}</span>', text(answer.answered_at, name))


def refusal_html(code: str, refusal: Refusal, reader_id: int) -> SafeString:
    if refusal.conflict is None:
        return format_html_join("", '<span class="error">{}</span>', ((error,) for error in refusal.errors))
    present = refusal.conflict.present
    context = {
        "code": code,
        "conflict": refusal.conflict,
        "present": present,
        "is_own": present.person_id == reader_id,
        "at": at_text(present.answered_at),
    }
    return render_to_string("survey/_conflict.html", context)


def saved_by_text(at: datetime, name: str) -> str:
    """With the name of the person who answered; without one it is the reader."""
    return _saved_by_text(*_minute(at), name)


def removed_by_text(at: datetime, name: str) -> str:
    words = {"at": at_text(at), "name": name}
    return (_("Removed %(at)s by %(name)s") if name else _("Removed %(at)s by you")) % words


def at_text(at: datetime) -> str:
    """In the middle of a sentence: the time, with the date unless it is today's."""
    return _at_text(*_minute(at))


def _minute(at: datetime) -> tuple[datetime, date, str | None]:
    """What such texts depend on. They are kept: a page says the same of many answers, and formatting dates costs more
    than the rest of its feedback."""
    return timezone.localtime(at).replace(second=0, microsecond=0), timezone.localdate(), get_language()


def _words(minute: datetime) -> dict[str, str]:
    return {"time": formats.time_format(minute, "H:i"), "date": formats.date_format(minute, "SHORT_DATE_FORMAT")}


def _saved_text(minute: datetime, today: date, language: str | None) -> str:
    if minute.date() == today:
        return _("Saved %(time)s") % _words(minute)
    return _("Saved on %(date)s, %(time)s") % _words(minute)


@lru_cache(maxsize=1024)
def _saved_by_text(minute: datetime, today: date, language: str | None, name: str) -> str:
    saved = _saved_text(minute, today, language)
    words = _("%(saved)s by %(name)s") if name else _("%(saved)s by you")
    return words % {"saved": saved, "name": name}


@lru_cache(maxsize=1024)
def _at_text(minute: datetime, today: date, language: str | None) -> str:
    if minute.date() == today:
        return _("at %(time)s") % _words(minute)
    return _("on %(date)s at %(time)s") % _words(minute)
