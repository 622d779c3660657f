"""Hand a return in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from survey.actions.confirmation import confirm_submission
from survey.actions.editing import State
from survey.actions.second_click import is_step_to_take
from survey.checksums import checksum
from survey.models import Event, Response, Submission, SubmissionScore, User
from survey.questionnaire.document import Document, Question
from survey.questionnaire.routing import asked_answers
from survey.questionnaire.scoring import level, score_answers
from survey.questionnaire.states import answer_states, missing_required


class RequiredAnswersMissing(Exception):
    """Required questions have no answer; nothing was handed in."""

    def __init__(self, questions: list[Question]) -> None:
        self.questions = questions
        super().__init__(", ".join(question.code for question in questions))


@transaction.atomic
def submit(*, response: Response, by: User, site: str = "", at: datetime | None = None) -> Submission:
    """Append the next numbered submission with its scores, and confirm it; the last one, if this person just did so.

    Raises NotEditable and RequiredAnswersMissing.
    """
    at = at or timezone.now()
    step = Event.Kind.SUBMITTED
    if not is_step_to_take(step, response=response, state=State.OPEN, by=by, at=at):
        return response.submissions.latest("number")
    require_complete(response)
    submission = append_submission(response, by, at)
    Event.objects.create(response=response, kind=step, by=by, at=at, number=submission.number)
    confirm_submission(submission, by, site)
    return submission


def require_complete(response: Response) -> None:
    """Raises RequiredAnswersMissing with the questions."""
    if missing := missing_required(response.wave.questionnaire.document, response.answer_values()):
        raise RequiredAnswersMissing(missing)


def append_submission(response: Response, by: User, at: datetime) -> Submission:
    """The next numbered copy of what was asked and answered; the caller holds the lock of the return."""
    document = response.wave.questionnaire.document
    answers = response.answer_values()
    asked = asked_answers(document, answers)
    response.set_state(Response.State.SUBMITTED)  # first: the database takes no submission of an open return
    submission = Submission.objects.create(
        response=response,
        number=next_number(response),
        answers=asked,
        states=answer_states(document, answers),
        evidence=evidence_of(response, asked),
        checksum=checksum(asked),
        submitted_by=by,
        submitted_at=at,
    )
    score_of(submission, document).save(force_insert=True)
    return submission


def evidence_of(response: Response, asked: Collection[str]) -> dict[str, dict[str, Any]]:
    """Question code → link and page, of several also the last one, of the evidence for what was answered."""
    given = response.evidence.filter(code__in=asked).order_by("code")
    return {
        evidence.code: {"url": evidence.url, "page": evidence.page}
        | ({"last_page": evidence.last_page} if evidence.last_page else {})
        for evidence in given
    }


def next_number(response: Response) -> int:
    last: int | None = response.submissions.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def score_of(submission: Submission, document: Document) -> SubmissionScore:
    """The scores of what was handed in, not yet saved; scores 0–100 and shares 0–1, unrounded."""
    result = score_answers(document, submission.answers)
    reached = level(document, result.index.score)
    return SubmissionScore(
        submission=submission,
        index=result.index.score,
        index_low=result.index.low,
        index_high=result.index.high,
        level=reached.code if reached else "",
        sovereignty=result.sovereignty.score,
        sovereignty_low=result.sovereignty.low,
        sovereignty_high=result.sovereignty.high,
        answered_share=result.index.answered_share,
        sections={
            code: {
                "score": score.score,
                "low": score.low,
                "high": score.high,
                "answered_share": score.answered_share,
                "applicable_share": score.applicable_share,
            }
            for code, score in result.sections.items()
        },
    )
