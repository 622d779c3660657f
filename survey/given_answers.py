"""The present answers of a return, as pages read them: light, because a page needs a hundred of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from survey.models import Answer, Response
from survey.models.people import shown_name
from survey.questionnaire.answers import Value


class GivenAnswer(NamedTuple):
    """One answer and who gave it when; a value of None is an answer that was taken back."""

    code: str
    value: Value | None
    revision: int
    person_id: int
    name: str
    answered_at: datetime
    is_given_back: bool = False


def given_answers(response: Response) -> dict[str, GivenAnswer]:
    """By question; in no order, because the usual one would join three tables for nothing."""
    rows = response.answers.order_by().values_list(
        "code",
        "value",
        "revision",
        "answered_by_id",
        "answered_by__name",
        "answered_by__email",
        "answered_at",
        "is_given_back",
    )
    return {
        code: GivenAnswer(code, value, revision, person_id, shown_name(name, email), at, is_given_back)
        for code, value, revision, person_id, name, email, at, is_given_back in rows
    }


def answered(answers: Mapping[str, GivenAnswer]) -> set[str]:
    """Questions on which somebody has decided, be it that the answer is taken back."""
    return {code for code, answer in answers.items() if not answer.is_given_back}


def given(answers: Mapping[str, Answer]) -> dict[str, GivenAnswer]:
    """Answers that were just read or saved one by one, with the people who gave them."""
    return {code: _given(answer) for code, answer in answers.items()}


def _given(answer: Answer) -> GivenAnswer:
    return GivenAnswer(
        answer.code, answer.value, answer.revision, answer.answered_by_id, str(answer.answered_by), answer.answered_at
    )


def values_of(answers: Iterable[GivenAnswer]) -> dict[str, Value | None]:
    return {answer.code: answer.value for answer in answers}
