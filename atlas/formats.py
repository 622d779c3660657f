"""Numbers and dates as the reader's language writes them, rounded for print."""

from datetime import date

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.questionnaire.numbers import half_up

MISSING = "–"


def decimal(value: float | None, places: int = 1) -> str:
    """A score or mean with `places` decimals; a dash for None and NaN."""
    if value is None or is_missing(value):
        return MISSING
    return str(formats.number_format(half_up(value, places), decimal_pos=places, force_grouping=True)).replace("-", "−")


def signed(value: float, places: int = 1) -> str:
    """A change, with its sign also where it is a plus; what is printed as 0 has none."""
    text = decimal(value, places)
    return f"+{text}" if half_up(value, places) > 0 else text


def integer(value: float | None) -> str:
    return decimal(value, 0)


def limit(value: float) -> str:
    """Where a class begins or ends: decimals only if there are any."""
    return integer(value) if float(value).is_integer() else decimal(value)


def percent(share: float | None, places: int = 1) -> str:
    """A share 0…1 in per cent, with the space that the language puts before the sign."""
    if share is None or is_missing(share):
        return MISSING
    return _("%(number)s%%") % {"number": decimal(share * 100, places)}


def percent_sign() -> str:
    """What follows a number in per cent, for plotly's axes."""
    return _("%(number)s%%") % {"number": ""}


def day(value: date | None) -> str:
    return MISSING if value is None or value != value else str(formats.date_format(value, "SHORT_DATE_FORMAT"))


def too_few() -> str:
    """What stands for a figure that the rules of disclosure keep back."""
    return _("too few returns")


def is_missing(value: float | None) -> bool:
    return value is None or value != value


def separators() -> str:
    """Decimal and thousands separator for plotly."""
    return ".," if (get_language() or "").startswith("en") else ",."


def axis_day() -> str:
    """Day and month on a time axis, in d3's notation."""
    return "%-d %b" if (get_language() or "").startswith("en") else "%-d.%-m."
