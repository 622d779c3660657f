"""Changing a return after its deadline: asked for by a coordination, decided by an admin."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from survey.actions.release import addresses_of
from survey.letters import send_letter
from survey.models import Event, Letter, Membership, ReopeningRequest, Response, User


@transaction.atomic
def request_reopening(
    *, response: Response, by: User, reason: str, link: str, at: datetime | None = None
) -> ReopeningRequest:
    """Ask the admins for a new deadline. Raises ValidationError if a request is open already."""
    at = at or timezone.now()
    request = ReopeningRequest(response=response, reason=reason, requested_by=by, requested_at=at)
    request.validate_constraints()
    request.save()
    Event.objects.create(response=response, kind=Event.Kind.REOPENING_REQUESTED, by=by, at=at, remark=reason)
    kind = Letter.Kind.REOPENING_REQUESTED
    send_letter(to=[settings.CONTACT_EMAIL], kind=kind, by=by, response=response, request=request, link=link)
    return request


@transaction.atomic
def decide_reopening(
    *,
    request: ReopeningRequest,
    by: User,
    extended_until: datetime | None,
    reply: str = "",
    link: str,
    at: datetime | None = None,
) -> None:
    """Grant the request with a new deadline for this municipality alone, or decline it: `extended_until` is None.

    A return that was handed in is open again; its last submission counts until the next. Raises ValidationError if
    somebody was faster.
    """
    at = at or timezone.now()
    require_undecided(request)
    request.state = ReopeningRequest.State.GRANTED if extended_until else ReopeningRequest.State.DECLINED
    request.extended_until, request.reply = extended_until, reply
    request.decided_by, request.decided_at = by, at
    request.save()
    if extended_until:
        _extend(request.response_id, extended_until)
    response = request.response
    step = Event.Kind.REOPENING_GRANTED if extended_until else Event.Kind.REOPENING_DECLINED
    Event.objects.create(response=response, kind=step, by=by, at=at, remark=reply)
    to, kind = addresses_of(response, Membership.Role.COORDINATOR), Letter.Kind.REOPENING_DECIDED
    send_letter(to=to, kind=kind, by=by, response=response, request=request, link=link)


def require_undecided(request: ReopeningRequest) -> None:
    """Locks it until the transaction ends, as a decision is final. Raises ValidationError."""
    locked = ReopeningRequest.objects.select_for_update(no_key=True)
    if locked.values_list("state", flat=True).get(pk=request.pk) != ReopeningRequest.State.OPEN:
        raise ValidationError(_("Another admin has decided this request meanwhile."))


def _extend(response_pk: int, until: datetime) -> None:
    response = Response.objects.select_for_update(no_key=True).get(pk=response_pk)
    response.extended_until = until
    if response.is_submitted:
        response.state = Response.State.OPEN
    response.save(update_fields=["extended_until", "state"])
