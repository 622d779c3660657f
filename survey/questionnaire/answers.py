"""Values of answers: which are valid, and the one form in which each is stored.

| type              | stored as                                      |
| scale, priority   | int                                            |
| number            | int or float, int when integral                |
| single, boolean   | code of the choice                             |
| multiple          | list of codes in the order of the document     |
| text, url         | str                                            |
| don't know        | DONT_KNOW                                      |
| no answer         | absent or None; "" and [] mean the same        |
"""

from collections.abc import Mapping
from typing import TypeAlias

from survey.questionnaire.document import STEP_TYPES, Question, QuestionType
from survey.questionnaire.numbers import integral
from survey.questionnaire.refusals import InvalidAnswer, Reason
from survey.questionnaire.shapes import is_number
from survey.questionnaire.texts import MAX_URL_LENGTH, check_text, check_url

Value: TypeAlias = int | float | str | list[str]
Answers: TypeAlias = Mapping[str, Value | None]

DONT_KNOW = "_dk"
MAX_TEXT_LENGTH = 5000  # for text questions whose document names no limit


def is_empty(value: object) -> bool:
    """No answer at all. "Don't know" is an answer."""
    return value in (None, "", [], ())


def check(question: Question, value: object) -> Value | None:
    """The value in its stored form, None for no answer; raises InvalidAnswer.

    Numbers arrive as int or float (`parse_number` reads what a person typed), steps as int or as their code.
    Whether the question is shown and the choice offered is not looked at here.
    """
    if isinstance(value, list | tuple) and DONT_KNOW in value:
        if len(value) > 1:
            raise InvalidAnswer(Reason.DONT_KNOW_WITH_OTHERS)
        value = DONT_KNOW
    if value == DONT_KNOW:
        if not question.dont_know:
            raise InvalidAnswer(Reason.DONT_KNOW_NOT_OFFERED)
        return DONT_KNOW
    if is_empty(value):
        return None
    if question.type in STEP_TYPES:
        return _step(question, value)
    if question.type is QuestionType.NUMBER:
        return _number(question, value)
    if question.type is QuestionType.MULTIPLE:
        return _ticks(question, value)
    if question.type is QuestionType.TEXT:
        return check_text(value, question.max_length or MAX_TEXT_LENGTH)
    if question.type is QuestionType.URL:
        return check_url(value, question.max_length or MAX_URL_LENGTH)
    return _choice(question, value)


def _step(question: Question, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InvalidAnswer(Reason.WRONG_TYPE)
    for step in question.scores:
        if str(step) == str(value):
            return int(step)
    raise InvalidAnswer(Reason.UNKNOWN_CHOICE, value=value)


def _choice(question: Question, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidAnswer(Reason.WRONG_TYPE)
    if value not in question.scores:
        raise InvalidAnswer(Reason.UNKNOWN_CHOICE, value=value)
    return value


def _ticks(question: Question, value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        raise InvalidAnswer(Reason.WRONG_TYPE)
    ticked = {_choice(question, code) for code in value}
    exclusive = question.exclusive_choice
    if exclusive is not None and exclusive.code in ticked and len(ticked) > 1:
        raise InvalidAnswer(Reason.EXCLUSIVE_WITH_OTHERS, choice=exclusive)
    if question.max_choices is not None and len(ticked) > question.max_choices:
        raise InvalidAnswer(Reason.TOO_MANY_CHOICES, max_choices=question.max_choices)
    return [choice.code for choice in question.choices if choice.code in ticked]


def _number(question: Question, value: object) -> int | float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InvalidAnswer(Reason.WRONG_TYPE)
    if not is_number(value):
        raise InvalidAnswer(Reason.NOT_A_NUMBER)
    lowest, highest, step = question.min, question.max, question.step
    if lowest is None or highest is None or step is None:
        raise ValueError(f"{question.code} is no complete number question")
    if not lowest <= value <= highest:
        raise InvalidAnswer(Reason.OUT_OF_RANGE, min=lowest, max=highest)
    steps = (value - lowest) / step
    if abs(steps - round(steps)) > 1e-6:
        raise InvalidAnswer(Reason.WRONG_STEP, step=step, min=lowest)
    return integral(round(lowest + round(steps) * step, 9))
