"""One click too many: the second of two equal requests finds what the first did, and says so."""

from datetime import datetime, timedelta

from survey.actions.editing import NotEditable, State, lock_response
from survey.log import last_step
from survey.models import Event, Response, User

# Two equal texts of one person within this time are one: a double click, or a page sent once more on a slow line.
AT_ONCE = timedelta(seconds=30)


def is_step_to_take(
    step: Event.Kind, *, response: Response, state: State, by: User, at: datetime, remark: str = ""
) -> bool:
    """Lock the return; False if it is this person who took the step already. Raises NotEditable."""
    try:
        lock_response(response, at, state)
    except NotEditable:
        last = last_step(response)
        if last and (last.kind, last.by_id, last.remark) == (step, by.pk, remark):
            return False
        raise
    return True


def lock(response: Response) -> None:
    """Until the transaction ends, so that of two equal requests the second sees what the first did."""
    Response.objects.select_for_update(no_key=True).get(pk=response.pk)
