"""Take a handed-in return back for correction."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from survey.actions.editing import State, lock_response
from survey.models import Event, Response, User


@transaction.atomic
def reopen(*, response: Response, by: User, at: datetime | None = None) -> None:
    """Open the return again; its submissions stay, and the last one counts until the next. Raises NotEditable."""
    at = at or timezone.now()
    lock_response(response, at, State.SUBMITTED)
    response.set_state(State.OPEN)
    Event.objects.create(response=response, kind=Event.Kind.REOPENED, by=by, at=at)
