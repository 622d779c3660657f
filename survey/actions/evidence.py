"""Where the answer to a question can be looked up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from survey.actions.editing import lock_response
from survey.models import Evidence, Response, User


@transaction.atomic
def give_evidence(
    *,
    response: Response,
    code: str,
    url: str,
    page: int | None,
    last_page: int | None = None,
    by: User,
    at: datetime | None = None,
) -> Evidence:
    """New, or in place of the evidence before; the form has checked link and pages. Raises NotEditable."""
    at = at or timezone.now()
    lock_response(response, at)
    given = {"url": url, "page": page, "last_page": last_page, "given_by": by, "given_at": at}
    evidence, _created = Evidence.objects.update_or_create(response=response, code=code, defaults=given)
    return evidence


@transaction.atomic
def remove_evidence(*, response: Response, code: str, at: datetime | None = None) -> None:
    """Raises NotEditable."""
    lock_response(response, at or timezone.now())
    Evidence.objects.filter(response=response, code=code).delete()
