"""The scalar types of a questionnaire document, each with a sentence that says what was expected."""

import re
import sys
from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError


class Shape(BaseModel):
    """Base of all parts of a document: immutable, and a key that nobody knows is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def shown_value(value: object) -> str:
    """The value as an author would look for it, with the cause where YAML 1.1 has changed what was typed."""
    if value is True:
        return "true (an unquoted yes, Yes, on or true is read as a truth value: put it in quotes)"
    if value is False:
        return "false (an unquoted NO, no, off or false is read as a truth value: put it in quotes)"
    if value is None:
        return "nothing (an empty value, ~ or an unquoted null: put a text in quotes)"
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"


def is_number(value: object) -> bool:
    """An int or float within the range of floats; truth values are not numbers although Python says so."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def expecting(what: str, accepts: Callable[[object], bool]) -> PlainValidator:
    def validate(value: object) -> object:
        if accepts(value):
            return value
        raise PydanticCustomError("expected", "expected {what}, got {got}", {"what": what, "got": shown_value(value)})

    return PlainValidator(validate)


def _matches(pattern: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


def _number_that(holds: Callable[[float], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int | float) and is_number(value) and holds(value)


def _whole_from(lowest: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= lowest


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


Text = Annotated[str, expecting("a text that is not empty", _is_text)]
Code = Annotated[str, expecting("a code in quotes, of letters, digits and _", _matches(r"[A-Za-z0-9_]+"))]
QuestionCode = Annotated[str, expecting('a question code such as "ABC-01"', _matches(r"[A-Z]+-[0-9]{2}"))]
SectionCode = Annotated[str, expecting("a code of capital letters", _matches(r"[A-Z]+"))]
Key = Annotated[str, expecting("a key of small letters, digits, - and _", _matches(r"[a-z][a-z0-9_-]*"))]
Slug = Annotated[str, expecting("a slug of small letters, digits and hyphens", _matches(r"[a-z0-9]+(-[a-z0-9]+)*"))]
SectionSlug = Annotated[str, expecting("a slug of small letters and hyphens", _matches(r"[a-z]+(-[a-z]+)*"))]
Flag = Annotated[bool, expecting("true or false", lambda value: isinstance(value, bool))]
Number = Annotated[int | float, expecting("a number", is_number)]
Positive = Annotated[int | float, expecting("a number above 0", _number_that(lambda number: number > 0))]
ScoreValue = Annotated[int | float, expecting("a number from 0 to 1", _number_that(lambda number: 0 <= number <= 1))]
Limit = Annotated[
    int | float, expecting("a number above 0 and at most 1", _number_that(lambda number: 0 < number <= 1))
]
Percent = Annotated[int | float, expecting("a number from 0 to 100", _number_that(lambda number: 0 <= number <= 100))]
Count = Annotated[int, expecting("a whole number from 1", _whole_from(1))]
Digits = Annotated[int, expecting("a whole number from 0", _whole_from(0))]
