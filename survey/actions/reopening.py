"""A later deadline for one municipality: asked for by its coordination and decided, or given without being asked."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from survey.actions.second_click import lock
from survey.actions.start import start_response
from survey.deadlines import deadline_text, require_later
from survey.letters import addresses_of, send_letter
from survey.models import Event, Letter, Membership, Municipality, ReopeningRequest, Response, User, Wave


class AlreadyRequested(Exception):
    """A request of the municipality waits for its decision; no other was made."""


@transaction.atomic
def request_reopening(
    *, response: Response, by: User, reason: str, link: str, at: datetime | None = None
) -> ReopeningRequest:
    """Ask the admins for a new deadline. Raises AlreadyRequested, but not to whoever asked for the same reason."""
    at = at or timezone.now()
    lock(response)
    if waiting := response.reopening_requests.filter(state=ReopeningRequest.State.OPEN).first():
        if (waiting.requested_by_id, waiting.reason) == (by.pk, reason):
            return waiting
        raise AlreadyRequested
    request = ReopeningRequest(response=response, reason=reason, requested_by=by, requested_at=at)
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
    response = request.response
    if extended_until:
        _extend(response, extended_until)
    step = Event.Kind.REOPENING_GRANTED if extended_until else Event.Kind.REOPENING_DECLINED
    Event.objects.create(response=response, kind=step, by=by, at=at, remark=reply)
    to, kind = addresses_of(response, Membership.Role.COORDINATOR), Letter.Kind.REOPENING_DECIDED
    send_letter(to=to, kind=kind, by=by, response=response, request=request, link=link)


@transaction.atomic
def extend_deadline(
    *,
    municipality: Municipality,
    wave: Wave,
    by: User,
    until: datetime,
    sentence: str = "",
    site: str,
    at: datetime | None = None,
) -> int:
    """Give the municipality a later deadline of its own, and write to coordination and release: to how many people.

    A return that was handed in stays so, and may be reopened until then. A request that waits is granted by this.
    Raises ValidationError unless the deadline is later than what the municipality has.
    """
    at = at or timezone.now()
    response = start_response(municipality=municipality, wave=wave, at=at)
    locked = Response.objects.select_for_update(no_key=True).values_list("state", "extended_until")
    response.state, response.extended_until = locked.get(pk=response.pk)
    require_later(until, wave.closes_at, at)
    if until <= response.closes_at:
        values = {"municipality": municipality, "deadline": deadline_text(response.closes_at)}
        raise ValidationError(_("%(municipality)s has until %(deadline)s already.") % values)
    response.extended_until = until
    response.save(update_fields=["extended_until"])
    response.reopening_requests.filter(state=ReopeningRequest.State.OPEN).update(
        state=ReopeningRequest.State.GRANTED, extended_until=until, reply=sentence, decided_by=by, decided_at=at
    )
    Event.objects.create(response=response, kind=Event.Kind.EXTENDED, by=by, at=at, remark=sentence)
    to = addresses_of(response, Membership.Role.COORDINATOR, Membership.Role.RELEASE)
    link = site + reverse("survey:overview", args=[wave.slug, municipality.pk])
    send_letter(to=to, kind=Letter.Kind.EXTENDED, by=by, response=response, sentence=sentence, link=link)
    return len(set(to))


def require_undecided(request: ReopeningRequest) -> None:
    """Locks it until the transaction ends, as a decision is final. Raises ValidationError."""
    locked = ReopeningRequest.objects.select_for_update(no_key=True)
    if locked.values_list("state", flat=True).get(pk=request.pk) != ReopeningRequest.State.OPEN:
        raise ValidationError(_("Another admin has decided this request meanwhile."))


def _extend(response: Response, until: datetime) -> None:
    """What was handed in is open again; what waits for its release still does."""
    locked = Response.objects.select_for_update(no_key=True)
    response.state = locked.values_list("state", flat=True).get(pk=response.pk)
    response.extended_until = until
    if response.is_submitted:
        response.state = Response.State.OPEN
    response.save(update_fields=["extended_until", "state"])
