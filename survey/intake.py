"""Answers as a browser sends them: checked, saved, and what was refused in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from survey.actions.save_answers import save_answers
from survey.forms import QuestionsForm, revisions_sent
from survey.models import Answer, Response, User
from survey.questionnaire.document import Question
from survey.section_page import answer_text, saved_text


@dataclass(frozen=True)
class Intake:
    """The answers as they now stand, and for each refused question what was typed and why it is not saved."""

    answers: dict[str, Answer]
    sent: dict[str, list[str]]
    errors: dict[str, list[str]]


def take_in(response: Response, questions: Iterable[Question], data: QueryDict, by: User) -> Intake:
    """Save the valid ones of the sent answers to these questions. Raises NotEditable.

    A page sends a revision with each question, so one that comes with neither answer nor revision was not on it and
    stays as it is: half a request takes no answers back.
    """
    by_code = {question.code: question for question in questions if is_sent(question.code, data)}
    form = QuestionsForm(by_code.values(), data)
    form.is_valid()
    values = dict(form.cleaned_data)
    if (cleared := data.get("clear")) in by_code:
        values[str(cleared)] = None
    saved = save_answers(response=response, values=values, by=by, revisions=revisions_sent(data, by_code))
    errors = {
        code: [str(message) for message in messages] for code, messages in form.errors.items() if code not in values
    }
    errors |= {code: [conflict_text(by_code[code], answer)] for code, answer in saved.conflicts.items()}
    return Intake(saved.answers, {code: form.sent(code) for code in errors}, errors)


def is_sent(code: str, data: QueryDict) -> bool:
    return code in data or f"{code}-revision" in data or data.get("clear") == code


def conflict_text(question: Question, present: Answer) -> str:
    return _(
        "Not saved: meanwhile %(name)s answered “%(answer)s” (%(saved)s). Send your answer again to replace it."
    ) % {
        "name": present.answered_by,
        "answer": answer_text(question, present.value),
        "saved": saved_text(present.answered_at),
    }
