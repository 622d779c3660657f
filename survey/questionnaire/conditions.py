"""The condition language of show_if and of soft checks: a tree of all/any over comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Discriminator, PlainValidator, Tag

from survey.questionnaire.shapes import QuestionCode, Shape


class Operator(StrEnum):
    EQ = "eq"
    NE = "ne"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    IN = "in"
    NOT_IN = "not_in"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    ANSWERED = "answered"


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


# Which values make sense depends on the question referred to: the checks of the document decide.
Operand = Annotated[Any, PlainValidator(_frozen)]


class AnswerIs(Shape):
    """Compares the answer of a question."""

    code: QuestionCode
    op: Operator
    value: Operand = None


class ContextIs(Shape):
    """Compares what the register knows about the municipality and nobody is asked for."""

    context: Literal["population"]
    op: Operator
    value: Operand = None


class AllOf(Shape):
    all: tuple[Condition, ...]


class AnyOf(Shape):
    any: tuple[Condition, ...]


# pydantic puts the tag into the place of an error; the sign lets the reader of errors take it out again.
TAG_SIGN = "?"


def _kind(value: object) -> str:
    keys = value if isinstance(value, dict) else getattr(value, "__dict__", {})
    for kind in ("all", "any", "context"):
        if kind in keys:
            return TAG_SIGN + kind
    return TAG_SIGN + "code"


Condition = Annotated[
    Annotated[AllOf, Tag("?all")]
    | Annotated[AnyOf, Tag("?any")]
    | Annotated[ContextIs, Tag("?context")]
    | Annotated[AnswerIs, Tag("?code")],
    Discriminator(_kind),
]

AllOf.model_rebuild()
AnyOf.model_rebuild()

Place = tuple[str | int, ...]


def leaves(condition: Condition, place: Place = ()) -> Iterator[tuple[Place, AnswerIs | ContextIs]]:
    """The comparisons of a tree, each with its place inside the tree."""
    if isinstance(condition, AnswerIs | ContextIs):
        yield place, condition
        return
    key, parts = ("all", condition.all) if isinstance(condition, AllOf) else ("any", condition.any)
    for position, part in enumerate(parts):
        yield from leaves(part, (*place, key, position))
