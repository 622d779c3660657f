"""Numbers as people type them, in German and in English, and as they are rounded for print."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from survey.questionnaire.refusals import InvalidAnswer, Reason
from survey.questionnaire.units import without_unit

# No answer needs more; Python itself refuses to read integers of some thousand digits.
MAX_LENGTH = 40
MAX_LENGTH_WITH_UNIT = 200


def _grouped(thousands: str, least: int) -> str:
    """Groups of three digits with one and the same separator, of which there are at least so many."""
    separator = f"(?P<separator>[{re.escape(thousands)} ])"
    return f"[1-9][0-9]{{0,2}}{separator}(?:[0-9]{{3}}(?P=separator)){{{least - 1},}}[0-9]{{3}}"


def _pattern(whole: str, decimal: str) -> re.Pattern[str]:
    return re.compile(f"(?P<sign>[-+−]?)(?P<whole>{whole})(?:[{re.escape(decimal)}](?P<part>[0-9]+))?")


# What separates twice separates thousands: "1.500.000" is the same number in both languages.
_ENGLISH = (_pattern(_grouped(",", 1) + "|[0-9]+", "."), _pattern(_grouped(".", 2), ","))
# The last pattern reads "0.5", which number fields of browsers and many hands send; "1.234" stays 1234.
_GERMAN = (
    _pattern(_grouped(".", 1) + "|[0-9]+", ","),
    _pattern(_grouped(",", 2), "."),
    re.compile(r"(?P<sign>[-+−]?)(?P<whole>[0-9]+)[.](?P<part>[0-9]+)"),
)


def parse_number(text: str, language: str, units: Iterable[str] = ()) -> int | float:
    """The number in a text; int when it is integral. Raises InvalidAnswer(NOT_A_NUMBER).

    German: "1.234,5", "1234,5", "0,5", also "0.5"; a dot before groups of three digits separates thousands, so "1.500"
    is 1500. English: "1,234.5", "0.5". Two separators of thousands are understood in either. A space of any width may
    separate thousands, one of the `units` may stand beside the number. Exponents, nan, inf, other units, two numbers
    and digits of other scripts are refused.
    """
    if len(text) <= MAX_LENGTH_WITH_UNIT:
        digits = without_unit(visible(text), units)
        for pattern in _ENGLISH if language.startswith("en") else _GERMAN:
            if len(digits) <= MAX_LENGTH and (match := pattern.fullmatch(digits)):
                return _number(match)
    raise InvalidAnswer(Reason.NOT_A_NUMBER)


def visible(text: str) -> str:
    """Without characters that have no look, such as marks of direction and byte order; every space as the plain one."""
    kinds = ((character, unicodedata.category(character)) for character in unicodedata.normalize("NFC", text))
    return "".join(" " if kind == "Zs" else character for character, kind in kinds if kind != "Cf").strip()


def _number(match: re.Match[str]) -> int | float:
    sign = "" if match["sign"] in ("", "+") else "-"
    digits = re.sub("[^0-9]", "", match["whole"])
    if match["part"] is None:
        return int(sign + digits)
    return integral(float(f"{sign}{digits}.{match['part']}"))


def integral(number: int | float) -> int | float:
    """The number as int where it is one: 3.0 and 3 are the same answer and are stored the same."""
    return int(number) if number == int(number) else number


def half_up(number: float, decimals: int = 1) -> float:
    """As by hand: 56.25 → 56.3. First to 9 decimals, so that 19.949999999999999 counts as the 19.95 it is."""
    exact = Decimal(str(round(float(number), 9)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return float(rounded) + 0.0  # −0.04 becomes 0, not −0
