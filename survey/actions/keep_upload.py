"""Keep what a workbook would change until its person has decided."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from survey.models import Response, Upload, User

KEPT = timedelta(days=30)


@transaction.atomic
def keep_upload(
    *, response: Response, cells: list[dict[str, Any]], file_name: str, by: User, at: datetime | None = None
) -> Upload:
    """The upload; earlier ones of the same person to the same return are forgotten, and what nobody came back to."""
    at = at or timezone.now()
    Upload.objects.filter(Q(response=response, uploaded_by=by) | Q(uploaded_at__lt=at - KEPT)).delete()
    return Upload.objects.create(
        response=response, cells=cells, file_name=file_name[:255], uploaded_by=by, uploaded_at=at
    )
