"""Answers as a browser sends them: checked, saved, and what was refused in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from survey.actions.save_answers import save_answers
from survey.feedback import Conflict, Refusal
from survey.forms import QuestionsForm, revisions_sent
from survey.given_answers import GivenAnswer, given
from survey.models import Response, User
from survey.questionnaire.document import Question
from survey.section_page import answer_text


@dataclass(frozen=True)
class Intake:
    """The answers as they now stand, and the refused ones."""

    answers: dict[str, GivenAnswer]
    refusals: dict[str, Refusal]


def take_in(response: Response, questions: Iterable[Question], data: QueryDict, by: User) -> Intake:
    """Save the valid ones of the sent answers to these questions. Raises NotEditable.

    A page sends a revision with each question, so one that comes with neither answer nor revision was not on it and
    stays as it is: half a request takes no answers back. Of two answers that met before, `mine` names the question
    and the revision that the person has seen and replaces, `theirs` the question that stays as it is.
    """
    by_code = {question.code: question for question in questions if is_sent(question.code, data)}
    form = QuestionsForm(by_code.values(), data)
    form.is_valid()
    values = {code: value for code, value in form.cleaned_data.items() if code != data.get("theirs")}
    if (cleared := data.get("clear")) in by_code:
        values[str(cleared)] = None
    revisions = revisions_sent(data, by_code)
    saved = save_answers(response=response, values=values, by=by, revisions=revisions | revision_seen(data, by_code))
    refusals = {
        code: Refusal(form.sent(code), revisions.get(code), [str(message) for message in messages])
        for code, messages in form.errors.items()
        if code not in values and code != data.get("theirs")
    }
    for code, present in given(saved.conflicts).items():
        question = by_code[code]
        conflict = Conflict(answer_text(question, values[code]), answer_text(question, present.value), present)
        refusals[code] = Refusal(form.sent(code), revisions.get(code), conflict=conflict)
    return Intake(given(saved.answers), refusals)


def stands_already(question: Question, data: QueryDict, answers: Mapping[str, GivenAnswer]) -> bool:
    """Whether the return says already what was sent: a request whose reply got lost, for example, came before."""
    form = QuestionsForm([question], data)
    present = answers.get(question.code)
    is_same = form.is_valid() and form.cleaned_data[question.code] == (present.value if present else None)
    return is_sent(question.code, data) and is_same


def is_sent(code: str, data: QueryDict) -> bool:
    return code in data or f"{code}-revision" in data or data.get("clear") == code


def revision_seen(data: QueryDict, codes: Iterable[str]) -> dict[str, int]:
    """Of the one question whose present answer the person has seen and wants to replace."""
    code, _, revision = data.get("mine", "").partition(":")
    return revisions_sent({f"{code}-revision": revision}, [code]) if code in codes else {}


def choice_made(data: Mapping[str, str]) -> str:
    """The question whose answer was removed, or chosen of two, by a button: the place on the page to return to."""
    return data.get("clear") or data.get("theirs") or data.get("mine", "").partition(":")[0]
