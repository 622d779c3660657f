"""The columns of the register, each with its rule."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from survey.models import Municipality

MAX_NAME_LENGTH = 100
MAX_POPULATION = 100_000_000
# The extent of Germany in degrees: swapped or projected coordinates fall outside.
LATITUDES = (47.0, 55.2)
LONGITUDES = (5.8, 15.1)


def is_latitude(number: float) -> bool:
    return LATITUDES[0] <= number <= LATITUDES[1]


def is_longitude(number: float) -> bool:
    return LONGITUDES[0] <= number <= LONGITUDES[1]


@dataclass(frozen=True)
class Field:
    """A rule for the text in one column, and the rule in words."""

    accepts: Callable[[str], bool]
    expected: str


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text, re.ASCII) is not None


def _is_name(text: str) -> bool:
    return 0 < len(text) <= MAX_NAME_LENGTH and text.isprintable()


def _is_population(text: str) -> bool:
    return _matches(r"[1-9]\d{0,8}")(text) and int(text) <= MAX_POPULATION


def _is_area(text: str) -> bool:
    return _matches(r"\d{1,5}(\.\d{1,2})?")(text) and float(text) > 0


def _is_coordinate(holds: Callable[[float], bool]) -> Callable[[str], bool]:
    return lambda text: _matches(r"\d{1,3}(\.\d+)?")(text) and math.isfinite(float(text)) and holds(float(text))


NAME = Field(_is_name, f"a name of at most {MAX_NAME_LENGTH} characters")

FIELDS: Mapping[str, Field] = {
    "ags": Field(_matches(r"\d{8}"), "an official key (AGS) of 8 digits, with its leading zero"),
    "name": NAME,
    "kind": Field(lambda text: text in Municipality.Kind.values, "one of " + ", ".join(Municipality.Kind.values)),
    "district": NAME,
    "district_ags": Field(_matches(r"\d{5}"), "an official key of a district of 5 digits, with its leading zero"),
    "population": Field(_is_population, "a positive whole number without separators"),
    "area_km2": Field(_is_area, "a positive number of km² with a decimal point and at most 2 decimals"),
    "latitude": Field(
        _is_coordinate(is_latitude), f"degrees north from {LATITUDES[0]} to {LATITUDES[1]} with a decimal point"
    ),
    "longitude": Field(
        _is_coordinate(is_longitude), f"degrees east from {LONGITUDES[0]} to {LONGITUDES[1]} with a decimal point"
    ),
}
