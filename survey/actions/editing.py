"""The conditions under which a return may change."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from survey.models import Response


class NotEditable(PermissionDenied):
    """The return was handed in, or its wave closed, before this change arrived; nothing was changed."""


def lock_open_response(response: Response, at: datetime) -> None:
    """Lock the return until the transaction ends, so that saving and handing in never overlap.

    Raises NotEditable, with the reason in words, if it is handed in or its wave is not open at this time.
    """
    state = Response.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=response.pk)
    require_open_wave(response, at)
    if state == Response.State.SUBMITTED:
        raise NotEditable(_("This return has been handed in. To change it, reopen it first."))


def require_open_wave(response: Response, at: datetime) -> None:
    if not response.wave.is_open(at):
        raise NotEditable(_("This survey is closed. Your saved answers are unchanged."))
