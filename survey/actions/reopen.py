"""Take a handed-in return back for correction."""

from django.db import transaction

from survey.actions.editing import require_open_wave
from survey.models import Response


@transaction.atomic
def reopen(*, response: Response) -> None:
    """Open the return again; its submissions stay, and the last one counts until the next. Raises NotEditable."""
    require_open_wave(response.wave)
    Response.objects.filter(pk=response.pk).update(state=Response.State.OPEN)
