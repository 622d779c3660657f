"""What colleagues tell each other about a question; only the municipality reads it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from survey.actions.second_click import AT_ONCE, lock
from survey.models import Remark, Response, User


@transaction.atomic
def write_remark(*, response: Response, code: str, text: str, by: User, at: datetime | None = None) -> Remark:
    """Remarks are possible at any time, also after handing in: they change no answer. Equal ones at once are one."""
    at = at or timezone.now()
    lock(response)
    remark, _created = Remark.objects.filter(written_at__gt=at - AT_ONCE).get_or_create(
        response=response, code=code, text=text, written_by=by, defaults={"written_at": at}
    )
    return remark


@transaction.atomic
def delete_remark(*, remark: Remark, by: User) -> None:
    """Raises PermissionDenied for everybody but its author."""
    if remark.written_by_id != by.pk:
        raise PermissionDenied(_("Only the author may delete a remark."))
    remark.delete()
