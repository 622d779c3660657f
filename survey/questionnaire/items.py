"""From an answer to the state and the score of its item (METHOD §1 and §2)."""

from dataclasses import dataclass
from enum import StrEnum

from survey.questionnaire.answers import DONT_KNOW, Answers, Value
from survey.questionnaire.document import Document, Question, QuestionType
from survey.questionnaire.routing import Route, Truth, route


class ItemState(StrEnum):
    ANSWERED = "A"
    ZERO = "Z"
    MISSING = "M"
    NOT_APPLICABLE = "X"


@dataclass(frozen=True, slots=True)
class Item:
    """State, score (0…1; None in the states M and X) and weight of a scored question."""

    state: ItemState
    score: float | None
    weight: float


def question_score(question: Question, value: Value) -> float | None:
    """Score (0…1) of an answer other than don't know to a scored question; None: the answer says "not applicable".

    A multiple choice sums (at most 1) or takes the highest of the scores ticked; it is not applicable if none of the
    choices ticked has a score.
    """
    if isinstance(value, list):
        return _ticks_score(question, value)
    if question.type is QuestionType.NUMBER:
        return _interpolated(question.breakpoints, float(value)) if question.breakpoints else None
    score = question.scores[value]
    return None if score is None else float(score)


def _ticks_score(question: Question, codes: list[str]) -> float | None:
    scores = [score for code in codes if (score := question.scores[code]) is not None]
    if not scores:
        return None
    return float(max(scores)) if question.multi_score == "max" else min(1.0, float(sum(scores)))


def _interpolated(breakpoints: tuple[tuple[float, float], ...], number: float) -> float:
    """Straight lines between the points, constant beyond the first and the last."""
    left, left_score = breakpoints[0]
    if number <= left:
        return float(left_score)
    for right, right_score in breakpoints[1:]:
        if number <= right:
            return left_score + (right_score - left_score) * (number - left) / (right - left)
        left, left_score = right, right_score
    return float(left_score)


def item_scores(document: Document, answers: Answers) -> dict[str, Item]:
    """Code of each scored question → its item (METHOD §2), in the order of the document."""
    way = route(document, answers)
    return {question.code: _item(question, way) for question in document.scored_questions}


def _item(question: Question, way: Route) -> Item:
    truth = way.truths[question.code]
    if truth is Truth.FALSE:
        if question.hidden_score == "zero":
            return Item(ItemState.ZERO, 0.0, question.weight)
        return Item(ItemState.NOT_APPLICABLE, None, question.weight)
    value = way.answers.get(question.code)
    if value is None or value == DONT_KNOW:
        return Item(ItemState.MISSING, None, question.weight)
    score = question_score(question, value)
    return Item(ItemState.NOT_APPLICABLE if score is None else ItemState.ANSWERED, score, question.weight)
