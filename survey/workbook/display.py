"""What a cell shows: a number or a date in its format, as the program of a person of this language displays it.

Known are the formats in which people enter things: dates, times, per cent, currencies, decimals, groups of thousands.
A number in any other (fractions, exponents) is given in plain digits.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import dateformat, translation
from django.utils.numberformat import format as number_in_words

from survey.workbook.sheet import GENERAL, Cell, CellKind

# Formats that the file names in American and every program displays in the way of its country.
OF_THE_COUNTRY = {
    "de": {
        "mm-dd-yy": "dd.mm.yyyy",
        "d-mmm-yy": "dd. mmm yy",
        "d-mmm": "dd. mmm",
        "mmm-yy": "mmm yy",
        "m/d/yy h:mm": "dd.mm.yyyy hh:mm",
        "[$-F800]": "dddd, d. mmmm yyyy",
        "[$-F400]": "hh:mm:ss",
    },
    "en": {
        "mm-dd-yy": "dd/mm/yyyy",
        "m/d/yy h:mm": "dd/mm/yyyy hh:mm",
        "[$-F800]": "d mmmm yyyy",
        "[$-F400]": "hh:mm:ss",
    },
}
TRUTHS = {"de": ("FALSCH", "WAHR"), "en": ("FALSE", "TRUE")}
SEPARATORS = {"de": (",", "."), "en": (".", ",")}  # before decimals, between thousands
SIGNIFICANT = 10  # digits of a number that nobody formatted
BEYOND = 1e15  # no program shows more digits
LONGEST = 200  # characters of a format; what is longer nobody made for a date or a number

PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<blank>_.)|(?P<filled>\*.)'
    r"|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<rule>[^\]]*)\]"
    r"|(?P<noon>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<digits>[0#?][0#?,.]*)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
# The letters of Django for those of a format, small ones. Which m are minutes tells their neighbour.
DATES = {
    **{"yyyy": "Y", "yy": "y", "mmmm": "F", "mmm": "M", "mm": "m", "m": "n", "dddd": "l", "ddd": "D", "dd": "d"},
    **{"d": "j", "hh": "H", "h": "G", "ss": "s", "s": "s"},
}
Parts = list[tuple[str, str]]  # kind and text


def displayed(cell: Cell, language: str) -> str:
    """The text of a cell of text; of any other what its format shows."""
    country = "en" if language.startswith("en") else "de"
    value = cell.value
    if cell.kind is CellKind.TRUTH:
        return TRUTHS[country][bool(value)]
    if isinstance(value, datetime | date | time | timedelta):
        return _date(value, _parts(_format_of(cell.format, country, "mm-dd-yy")), country)
    if isinstance(value, int | float):
        return _number(value, cell.format, country)
    return cell.text


def _format_of(written: str, country: str, instead: str) -> str:
    """The first of the formats for numbers above, below and at zero, as it is meant in the country."""
    whole = instead if written == GENERAL or len(written) > LONGEST else written
    known = OF_THE_COUNTRY[country]
    first = whole.split(";")[0]
    return next((known[name] for name in known if name.startswith("[") and first.startswith(name)), "") or known.get(
        first, first
    )


def _parts(pattern: str) -> Parts:
    return [(str(match.lastgroup), match[str(match.lastgroup)]) for match in PART.finditer(pattern)]


def _literal(kind: str, text: str) -> str:
    if kind in ("quoted", "escaped", "currency", "other"):
        return text
    return " " if kind == "blank" else ""


def _date(value: datetime | date | time | timedelta, parts: Parts, country: str) -> str:
    shown, seconds = [], 0.0
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        value = datetime.min + (value % timedelta(days=1))
    elif isinstance(value, time):
        value = datetime.combine(date.min, value)
    is_half_day = any(kind == "noon" for kind, _text in parts)
    with translation.override(country):
        for place, (kind, text) in enumerate(parts):
            if kind == "date":
                shown.append(dateformat.format(value, _letter(parts, place, is_half_day)))
            elif kind == "noon":
                shown.append("AM" if getattr(value, "hour", 0) < 12 else "PM")
            elif kind == "elapsed":
                shown.append(str(int(seconds // {"h": 3600, "m": 60, "s": 1}[text[0].lower()])))
            elif (kind, text, country) == ("other", "/", "de"):
                shown.append(".")  # where a slash stands for what separates dates in the country
            elif (kind, text) != ("other", "@"):
                shown.append(_literal(kind, text))
    return "".join(shown).strip()


def _letter(parts: Parts, place: int, is_half_day: bool) -> str:
    text = parts[place][1].lower().split(".")[0]
    if text in ("m", "mm") and _is_minute(parts, place):
        return "i"
    if text[0] == "h" and is_half_day:
        return "g"
    return DATES.get(text, DATES[text[0] * (4 if text[0] in "ymd" else 2)])


def _is_minute(parts: Parts, place: int) -> bool:
    """Beside hours or seconds."""
    letters = [(at, text[0].lower()) for at, (kind, text) in enumerate(parts) if kind in ("date", "elapsed")]
    order = [at for at, _text in letters].index(place)
    before = letters[order - 1][1] if order else ""
    after = letters[order + 1][1] if order + 1 < len(letters) else ""
    return before == "h" or after == "s"


def _number(value: int | float, written: str, country: str) -> str:
    chosen = _section(written, value)
    parts = _parts(chosen)
    is_plain = [kind for kind, _text in parts].count("digits") == 1 and not any(
        kind in ("date", "noon", "elapsed") for kind, _text in parts
    )
    is_plain = is_plain and abs(value) < BEYOND and not re.search("[0#?]E[+-]|/", chosen)
    if written == GENERAL or len(written) > LONGEST or not is_plain:
        digits = str(value) if isinstance(value, int) else format(Decimal(f"{value:.{SIGNIFICANT}g}"), "f")
        return digits.replace(".", SEPARATORS[country][0])
    shares = sum((kind, text) == ("other", "%") for kind, text in parts)
    number = Decimal(str(value)).scaleb(2 * shares)
    has_own_sign = value < 0 and ";" in written
    shown = "".join(
        _digits(abs(number) if has_own_sign else number, text, country) if kind == "digits" else _literal(kind, text)
        for kind, text in parts
    )
    return shown.strip()


def _section(written: str, value: float) -> str:
    above, *others = written.split(";")
    if value < 0 and others:
        return others[0]
    return others[1] if value == 0 and len(others) > 1 else above


def _digits(number: Decimal, pattern: str, country: str) -> str:
    whole, _point, part = pattern.partition(".")
    least, most = part.count("0"), len(re.sub("[^0#?]", "", part))
    rounded = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    decimals, thousands = SEPARATORS[country]
    text = str(
        number_in_words(
            rounded,
            decimals,
            decimal_pos=most,
            grouping=3 if "," in whole else 0,
            thousand_sep=thousands,
            force_grouping="," in whole,
            use_l10n=False,
        )
    )
    for _optional in range(most - least):
        text = text.removesuffix("0") if decimals in text else text
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    wholes, point, rest = text.partition(decimals)
    return sign + wholes.zfill(whole.count("0")) + (point + rest if rest else "")
