"""Who is asked what: conditions in three-valued logic (METHOD §2)."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from survey.questionnaire.answers import DONT_KNOW, Answers, Value, is_empty
from survey.questionnaire.conditions import AllOf, AnswerIs, AnyOf, Condition, ContextIs, Operator
from survey.questionnaire.document import Choice, Document, Question, QuestionType


class Truth(Enum):
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


Context = Mapping[str, int | float | None]

_COMPARISONS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.GT: operator.gt,
    Operator.GTE: operator.ge,
    Operator.LT: operator.lt,
    Operator.LTE: operator.le,
    Operator.IN: lambda answer, values: answer in values,
    Operator.NOT_IN: lambda answer, values: answer not in values,
    Operator.CONTAINS: operator.contains,
    Operator.NOT_CONTAINS: lambda answer, value: value not in answer,
    Operator.ANSWERED: lambda answer, _: True,
}


@dataclass(frozen=True)
class Route:
    """One municipality's way through the document.

    `truths` has an entry for every question: shown (TRUE), hidden (FALSE) or not decidable yet (UNKNOWN).
    `answers` holds what counts: answers and "don't know" of shown questions, without empty values and without ticks
    on choices that are not offered.
    """

    truths: Mapping[str, Truth]
    answers: Mapping[str, Value]


def evaluate(condition: Condition, way: Route, context: Context | None = None) -> Truth:
    """Three-valued result of a condition on the questions routed so far.

    A missing answer and "don't know" make a comparison unknown, `answered` included; a hidden question makes it
    false, whatever the operator. `all`: false beats unknown beats true; `any`: true beats unknown beats false.
    """
    if isinstance(condition, AnswerIs):
        return _answer_truth(condition, way)
    if isinstance(condition, AllOf):
        return _combined([evaluate(part, way, context) for part in condition.all], Truth.FALSE, Truth.TRUE)
    if isinstance(condition, AnyOf):
        return _combined([evaluate(part, way, context) for part in condition.any], Truth.TRUE, Truth.FALSE)
    return _context_truth(condition, context or {})


def _combined(parts: list[Truth], decisive: Truth, otherwise: Truth) -> Truth:
    if decisive in parts:
        return decisive
    return Truth.UNKNOWN if Truth.UNKNOWN in parts else otherwise


def _answer_truth(condition: AnswerIs, way: Route) -> Truth:
    if way.truths.get(condition.code) is Truth.FALSE:
        return Truth.FALSE
    answer = way.answers.get(condition.code)
    if answer is None or answer == DONT_KNOW:
        return Truth.UNKNOWN
    return Truth.TRUE if _COMPARISONS[condition.op](answer, condition.value) else Truth.FALSE


def _context_truth(condition: ContextIs, context: Context) -> Truth:
    known = context.get(condition.context)
    if known is None:
        return Truth.UNKNOWN
    return Truth.TRUE if _COMPARISONS[condition.op](known, condition.value) else Truth.FALSE


def route(document: Document, answers: Answers) -> Route:
    """Walks through the document once, in order: conditions refer to earlier questions only.

    Answers kept on hidden questions are ignored, as if they had never been given; so are ticks on choices that are no
    longer offered. Both stay stored by the caller and count again when the condition holds again. If every tick of a
    question falls away like this, the question counts as unanswered.
    """
    truths: dict[str, Truth] = {}
    counted: dict[str, Value] = {}
    way = Route(truths, counted)
    for question in document.questions:
        truth = Truth.TRUE if question.show_if is None else evaluate(question.show_if, way)
        truths[question.code] = truth
        if truth is Truth.TRUE:
            value = offered_part(question, answers.get(question.code), way)
            if value is not None and not is_empty(value):
                counted[question.code] = value
    return way


def offered_part(question: Question, value: Value | None, way: Route) -> Value | None:
    """The value without ticks on choices that are not offered; None or [] if nothing is left of it."""
    if value is None or value == DONT_KNOW or not question.has_conditional_choices:
        return value
    if question.type is QuestionType.MULTIPLE and isinstance(value, list):
        return [code for code in value if choice_is_offered(question.choice(code), way)]
    return value if choice_is_offered(question.choice(str(value)), way) else None


def choice_is_offered(choice: Choice, way: Route) -> bool:
    """Like a question, a choice is offered only if its condition is true; unknown is not enough."""
    return choice.show_if is None or evaluate(choice.show_if, way) is Truth.TRUE


def visible_codes(document: Document, answers: Answers) -> frozenset[str]:
    return frozenset(code for code, truth in route(document, answers).truths.items() if truth is Truth.TRUE)


def asked_answers(document: Document, answers: Answers) -> dict[str, Value]:
    """What is handed in: answers and "don't know" of shown questions, ticks on offered choices only (see `route`)."""
    return dict(route(document, answers).answers)
