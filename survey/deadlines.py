"""How a deadline is told: with its time, and midnight as the end of the day before.

"Until 1 December, 00:00" is read as that whole day; what it means is "30 November, 24:00".
"""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _

LONGEST = timedelta(days=366)  # whoever enters more has mistyped the year


def last_day(deadline: datetime) -> date:
    """The last day of which anything is in time."""
    return (_local_minute(deadline) - timedelta.resolution).date()


def deadline_text(deadline: datetime) -> str:
    """30 November 2026, 24:00"""
    is_midnight = _local_minute(deadline).time() == time.min
    return _told(last_day(deadline), "24:00" if is_midnight else _clock(deadline))


def moment_text(at: datetime) -> str:
    """When something begins or has happened: 1 December 2026, 00:00"""
    return _told(_local_minute(at).date(), _clock(at))


def require_later(deadline: datetime, than: datetime, at: datetime | None = None) -> None:
    """Raises ValidationError unless it is a deadline that makes sense after `than`, the one that holds for all."""
    at = at or timezone.now()
    if deadline <= at:
        raise ValidationError(_("Please enter a new deadline in the future."))
    if deadline <= than:
        text = _("The survey itself is open until %(deadline)s. Please enter a later deadline.")
        raise ValidationError(text % {"deadline": deadline_text(than)})
    if deadline > at + LONGEST:
        raise ValidationError(_("Please check the year."))


def _told(day: date, clock: str) -> str:
    return _("%(date)s, %(time)s") % {"date": formats.date_format(day, "DATE_FORMAT"), "time": clock}


def _clock(at: datetime) -> str:
    return formats.time_format(_local_minute(at), "H:i")


def _local_minute(at: datetime) -> datetime:
    """On the clock of the region, whatever the clock of the reader; forms of the administration know no seconds."""
    return timezone.localtime(at, timezone.get_default_timezone()).replace(second=0, microsecond=0)
