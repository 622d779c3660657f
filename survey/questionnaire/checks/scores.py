"""Scores: a question is scored exactly if its answers have scores, and then the full range can be reached."""

from collections.abc import Iterator

from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.conditions import Place
from survey.questionnaire.document import Question, QuestionType

ONE_CHOICE_TYPES = (QuestionType.SINGLE, QuestionType.BOOLEAN)
SCALE_SCORES = [0, 0.25, 0.5, 0.75, 1]
TOLERANCE = 1e-9


def score_findings(draft: Draft) -> Iterator[Finding]:
    for place, question in draft.questions:
        scores = _scores(question)
        if question.scored != bool(scores):
            has = "have scores" if scores else "have no scores"
            yield Finding((*place, "scored"), f"expected {str(bool(scores)).lower()}, because the answers {has}")
        yield from _reachable(place, question, scores)
        yield from _multi_score(place, question)
        yield from _hidden_score(place, question)


def _scores(question: Question) -> list[float]:
    if question.type is QuestionType.NUMBER:
        return [score for _, score in question.breakpoints or ()]
    return [choice.score for choice in question.choices if choice.score is not None]


def _reachable(place: Place, question: Question, scores: list[float]) -> Iterator[Finding]:
    place = (*place, "choices")
    if question.type is QuestionType.SCALE and scores != SCALE_SCORES:
        yield Finding(place, f"expected the scores 0, 0.25, 0.5, 0.75, 1 for the type scale, got {scores}")
    elif question.type is QuestionType.PRIORITY and scores:
        yield Finding(place, "expected score null: a priority is a need, not maturity")
    elif question.type in ONE_CHOICE_TYPES and scores and (min(scores), max(scores)) != (0, 1):
        yield Finding(place, f"expected scores that reach from 0 to 1, got {min(scores)} to {max(scores)}")
    elif question.type is QuestionType.MULTIPLE and scores:
        best = max(scores) if question.multi_score == "max" else sum(scores)
        if best < 1 - TOLERANCE:
            yield Finding(place, f"expected that the full score 1 can be reached, got at most {best:g}")


def _multi_score(place: Place, question: Question) -> Iterator[Finding]:
    place = (*place, "multi_score")
    if question.type is not QuestionType.MULTIPLE:
        if question.multi_score is not None:
            yield Finding(place, f"expected only on type multiple, not on {question.type}")
    elif question.scored and question.multi_score is None:
        yield Finding(place, "expected 'sum_capped' or 'max' on a scored question of type multiple")


def _hidden_score(place: Place, question: Question) -> Iterator[Finding]:
    place = (*place, "hidden_score")
    if question.show_if is None:
        if question.hidden_score is not None:
            yield Finding(place, "expected only together with show_if")
    elif question.scored and question.hidden_score is None:
        yield Finding(place, "expected 'zero' or 'exclude' on a scored question with show_if")
