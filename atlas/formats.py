"""Numbers and dates as the reader's language writes them. Rounding for print happens here, and only here."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MISSING = "–"


def rounded(value: float, places: int = 1) -> float:
    """Half up, as by hand; nine decimals first, so that floating-point noise cannot tip a half over."""
    exact = Decimal(str(round(value, 9)))
    return float(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def decimal(value: float | None, places: int = 1) -> str:
    """A score or mean with `places` decimals; a dash for None and NaN."""
    if is_missing(value):
        return MISSING
    return str(formats.number_format(rounded(value, places), decimal_pos=places, force_grouping=True))  # type: ignore[arg-type]


def integer(value: float | None) -> str:
    return decimal(value, 0)


def percent(share: float | None) -> str:
    """A share 0…1 in per cent with one decimal, with the space that the language puts before the sign."""
    if is_missing(share):
        return MISSING
    return _("%(number)s%%") % {"number": decimal(share * 100)}  # type: ignore[operator]


def percent_sign() -> str:
    """What follows a number in per cent, for plotly's axes."""
    return _("%(number)s%%") % {"number": ""}


def day(value: date | None) -> str:
    return MISSING if value is None or value != value else str(formats.date_format(value, "SHORT_DATE_FORMAT"))


def is_missing(value: float | None) -> bool:
    return value is None or value != value


def separators() -> str:
    """Decimal and thousands separator for plotly."""
    return ".," if (get_language() or "").startswith("en") else ",."


def axis_day() -> str:
    """Day and month on a time axis, in d3's notation."""
    return "%-d %b" if (get_language() or "").startswith("en") else "%-d.%-m."
