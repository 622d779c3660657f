"""From the coordination to the release and back: presented, withdrawn, sent back, released.

Whoever has taken a step already, by the first of two clicks, takes it once.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from survey.actions.confirmation import confirm_submission
from survey.actions.editing import State
from survey.actions.second_click import is_step_to_take
from survey.actions.submit import append_submission, require_complete
from survey.letters import addresses_of, send_letter
from survey.models import Event, Letter, Membership, Response, Submission, User


@transaction.atomic
def present(*, response: Response, by: User, link: str, remark: str = "", at: datetime | None = None) -> None:
    """Close the return for changes until it is released. Raises NotEditable and RequiredAnswersMissing."""
    at = at or timezone.now()
    step = Event.Kind.PRESENTED
    if not is_step_to_take(step, response=response, state=State.OPEN, by=by, at=at, remark=remark):
        return
    require_complete(response)
    response.set_state(State.PRESENTED)
    Event.objects.create(response=response, kind=step, by=by, at=at, remark=remark)
    _write(response, Membership.Role.RELEASE, Letter.Kind.PRESENTED, by, link, remark)


@transaction.atomic
def withdraw(*, response: Response, by: User, at: datetime | None = None) -> None:
    """Take a presented return back to work on it. Raises NotEditable."""
    at = at or timezone.now()
    step = Event.Kind.WITHDRAWN
    if not is_step_to_take(step, response=response, state=State.PRESENTED, by=by, at=at):
        return
    response.set_state(State.OPEN)
    Event.objects.create(response=response, kind=step, by=by, at=at)


@transaction.atomic
def send_back(*, response: Response, by: User, link: str, remark: str, at: datetime | None = None) -> None:
    """Give a presented return back to the coordination, saying what is to be changed. Raises NotEditable."""
    at = at or timezone.now()
    step = Event.Kind.SENT_BACK
    if not is_step_to_take(step, response=response, state=State.PRESENTED, by=by, at=at, remark=remark):
        return
    response.set_state(State.OPEN)
    Event.objects.create(response=response, kind=step, by=by, at=at, remark=remark)
    _write(response, Membership.Role.COORDINATOR, Letter.Kind.SENT_BACK, by, link, remark)


@transaction.atomic
def release(*, response: Response, by: User, site: str = "", at: datetime | None = None) -> Submission:
    """Hand in what was presented, as the next numbered submission, and confirm it. Raises NotEditable."""
    at = at or timezone.now()
    step = Event.Kind.RELEASED
    if not is_step_to_take(step, response=response, state=State.PRESENTED, by=by, at=at):
        return response.submissions.latest("number")
    submission = append_submission(response, by, at)
    Event.objects.create(response=response, kind=step, by=by, at=at, number=submission.number)
    confirm_submission(submission, by, site)
    return submission


def _write(response: Response, role: Membership.Role, kind: Letter.Kind, by: User, link: str, remark: str) -> None:
    to = addresses_of(response, role)
    send_letter(to=to, kind=kind, by=by, response=response, remark=remark, link=link)
