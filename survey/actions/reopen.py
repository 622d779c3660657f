"""Take a handed-in return back for correction."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from survey.actions.editing import State
from survey.actions.second_click import is_step_to_take
from survey.models import Event, Response, User


@transaction.atomic
def reopen(*, response: Response, by: User, at: datetime | None = None) -> None:
    """Open the return again; its submissions stay, and the last one counts until the next. Raises NotEditable."""
    at = at or timezone.now()
    step = Event.Kind.REOPENED
    if not is_step_to_take(step, response=response, state=State.SUBMITTED, by=by, at=at):
        return
    response.set_state(State.OPEN)
    Event.objects.create(response=response, kind=step, by=by, at=at)
