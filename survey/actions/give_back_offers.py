"""Undo the confirmation of answers of an earlier wave."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from survey.actions.editing import lock_response
from survey.models import Event, User


@transaction.atomic
def give_back_offers(*, confirmation: Event, by: User, at: datetime | None = None) -> list[str]:
    """Take back what was confirmed by this step and nobody has changed since; the codes of these.

    The questions are offered these answers again. Raises NotEditable.
    """
    at = at or timezone.now()
    response = confirmation.response
    lock_response(response, at)
    untouched = response.answers.filter(
        answered_by=confirmation.by_id, answered_at=confirmation.at, value__isnull=False
    )
    codes = list(untouched.order_by("code").values_list("code", flat=True))
    if codes:
        given_back = {"value": None, "is_given_back": True, "answered_by": by, "answered_at": at}
        response.answers.filter(code__in=codes).update(revision=F("revision") + 1, **given_back)
        Event.objects.create(
            response=response,
            kind=Event.Kind.OFFERS_GIVEN_BACK,
            by=by,
            at=at,
            sections=confirmation.sections,
            number=len(codes),
        )
    return codes
