"""What colleagues tell each other about a question; only the municipality reads it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from survey.models import Remark, Response, User


@transaction.atomic
def write_remark(*, response: Response, code: str, text: str, by: User, at: datetime | None = None) -> Remark:
    """Remarks are possible at any time, also after handing in: they change no answer."""
    return Remark.objects.create(
        response=response, code=code, text=text, written_by=by, written_at=at or timezone.now()
    )


@transaction.atomic
def delete_remark(*, remark: Remark, by: User) -> None:
    """Raises PermissionDenied for everybody but its author."""
    if remark.written_by_id != by.pk:
        raise PermissionDenied(_("Only the author may delete a remark."))
    remark.delete()
