"""Number questions: unit, range and step, and the breakpoints that give them a score."""

from collections.abc import Iterator
from itertools import pairwise

from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.conditions import Place
from survey.questionnaire.document import Question, QuestionType

NUMBER_KEYS = ("unit", "unit_en", "min", "max", "step")


def number_findings(draft: Draft) -> Iterator[Finding]:
    for place, question in draft.questions:
        yield from _max_length(place, question)
        if question.type is not QuestionType.NUMBER:
            for key in (*NUMBER_KEYS, "breakpoints"):
                if getattr(question, key) is not None:
                    yield Finding((*place, key), f"expected only on type number, not on {question.type}")
            continue
        for key in NUMBER_KEYS:
            if getattr(question, key) is None:
                yield Finding((*place, key), f"expected a value: a question of type number needs {key}")
        yield from _range(place, question)
        yield from _breakpoints(place, question)


def _max_length(place: Place, question: Question) -> Iterator[Finding]:
    if question.max_length is not None and question.type not in (QuestionType.TEXT, QuestionType.URL):
        yield Finding((*place, "max_length"), f"expected only on types text and url, not on {question.type}")


def _range(place: Place, question: Question) -> Iterator[Finding]:
    if question.min is not None and question.max is not None and question.min >= question.max:
        yield Finding((*place, "max"), f"expected a number above min ({question.min}), got {question.max}")


def _breakpoints(place: Place, question: Question) -> Iterator[Finding]:
    points, place = question.breakpoints, (*place, "breakpoints")
    if points is None:
        return
    if len(points) < 2:
        yield Finding(place, f"expected at least two points, got {len(points)}")
        return
    numbers, scores = [number for number, _ in points], [score for _, score in points]
    for position, (left, right) in enumerate(pairwise(numbers), start=1):
        if left >= right:
            yield Finding((*place, position), f"expected increasing numbers, got {right} after {left}")
    if (question.min is not None and min(numbers) < question.min) or (
        question.max is not None and max(numbers) > question.max
    ):
        yield Finding(place, f"expected numbers from min ({question.min}) to max ({question.max})")
    if min(scores) != 0 or max(scores) != 1:
        yield Finding(place, f"expected scores that reach from 0 to 1, got {min(scores)} to {max(scores)}")
    if scores != sorted(scores) and scores != sorted(scores, reverse=True):
        yield Finding(place, "expected scores that only rise or only fall")
