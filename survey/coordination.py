"""Who coordinates which return that is open or coming: nobody is to leave one alone unawares."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from survey.models import Event, Membership, Municipality, Response, User, Wave
from survey.models.people import MembershipQuerySet

Coordination = dict[tuple[Municipality, Wave], list[User]]

# Steps that only a coordination takes.
STEPS = [
    Event.Kind.INVITED,
    Event.Kind.ASSIGNED,
    Event.Kind.RENAMED,
    Event.Kind.REMOVED,
    Event.Kind.TAKEN_OVER,
    Event.Kind.PRESENTED,
    Event.Kind.WITHDRAWN,
    Event.Kind.SUBMITTED,
    Event.Kind.REOPENED,
    Event.Kind.REOPENING_REQUESTED,
]


def coordination(members: MembershipQuerySet, at: datetime | None = None) -> Coordination:
    """Of these members, those who coordinate, by municipality and wave that is open or coming."""
    at = at or timezone.now()
    found: Coordination = defaultdict(list)
    for wave in Wave.objects.unfinished(at):
        holding = members.holding(wave.slug).filter(role=Membership.Role.COORDINATOR)
        if wave.closes_at <= at:
            extended = Response.objects.filter(wave=wave, extended_until__gt=at, municipality=OuterRef("municipality"))
            holding = holding.filter(Exists(extended))
        for member in holding.select_related("user", "municipality"):
            found[member.municipality, wave].append(member.user)
    return dict(found)


def coordination_of_active() -> Coordination:
    """As the office sees it, which unlike a municipality knows whose account is closed."""
    return coordination(Membership.objects.filter(user__is_active=True))


def coordination_by(people: Iterable[User], coordinated: Coordination) -> Coordination:
    """The part that nobody but these people coordinates."""
    leaving = set(people)
    return {place: those for place, those in coordinated.items() if leaving.issuperset(those)}


def former_coordinator(response: Response) -> User | None:
    """Who took the last step of a coordination in the municipality, if by now only others coordinate the return."""
    steps = Event.objects.filter(response__municipality=response.municipality_id, kind__in=STEPS)
    # Who never logged in stands for invented returns.
    last = steps.filter(by__last_login__isnull=False).select_related("by").order_by("-at", "-pk").first()
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug)
    coordinators = set(members.filter(role=Membership.Role.COORDINATOR).values_list("user", flat=True))
    return last.by if last and coordinators and last.by_id not in coordinators else None
