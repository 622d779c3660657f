"""The conditions under which a return may change."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from survey.models import Response

State = Response.State
OTHER_STATE = {
    State.OPEN: gettext_lazy("This return is in progress."),
    State.PRESENTED: gettext_lazy("This return has been presented for release. To change it, withdraw it first."),
    State.SUBMITTED: gettext_lazy("This return has been handed in. To change it, reopen it first."),
}


class NotEditable(PermissionDenied):
    """The return is in another state, or its deadline passed, before this change arrived; nothing was changed."""


def lock_response(response: Response, at: datetime, state: Response.State = State.OPEN) -> None:
    """Lock the return until the transaction ends, so that saving and handing in never overlap.

    Raises NotEditable, with the reason in words, if it is in another state or its deadline has passed at this time.
    """
    locked = Response.objects.select_for_update(no_key=True)
    response.state, response.extended_until = locked.values_list("state", "extended_until").get(pk=response.pk)
    require_in_time(response, at)
    require_state(response, state)


def require_changeable(response: Response, at: datetime | None = None) -> None:
    """Raises NotEditable, with the reason in words, unless answers may change now."""
    require_in_time(response, at)
    require_state(response, State.OPEN)


def require_state(response: Response, state: Response.State) -> None:
    if response.state != state:
        raise NotEditable(OTHER_STATE[State(response.state)])


def require_in_time(response: Response, at: datetime | None = None) -> None:
    if response.is_closed(at):
        raise NotEditable(_("This survey is closed. Your saved answers are unchanged."))
    if not response.is_in_time(at):
        raise NotEditable(_("This survey is not open yet. Your saved answers are unchanged."))
