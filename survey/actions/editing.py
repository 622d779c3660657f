"""The conditions under which a return may change."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from survey.models import Response, Wave


class NotEditable(PermissionDenied):
    """The return was handed in, or its wave closed, before this change arrived; nothing was changed."""


def lock_open_response(response: Response, at: datetime) -> None:
    """Lock the return until the transaction ends, so that saving and handing in never overlap.

    Raises NotEditable, with the reason in words, if it is handed in or its wave is not open at this time.
    """
    locked = Response.objects.select_for_update(no_key=True)
    response.state = locked.values_list("state", flat=True).get(pk=response.pk)
    require_open(response, at)


def require_open(response: Response, at: datetime | None = None) -> None:
    """Raises NotEditable, with the reason in words, if the return is handed in or its wave not open."""
    require_open_wave(response.wave, at)
    if response.is_submitted:
        raise NotEditable(_("This return has been handed in. To change it, reopen it first."))


def require_open_wave(wave: Wave, at: datetime | None = None) -> None:
    if not wave.is_open(at):
        raise NotEditable(_("This survey is closed. Your saved answers are unchanged."))
