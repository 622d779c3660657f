"""Who works on a return: invited, given sections, reminded and removed by the coordination."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from survey.actions.second_click import AT_ONCE, lock
from survey.coordination import coordination, coordination_by
from survey.email_addresses import one_spelling
from survey.letters import send_letter
from survey.models import Assignment, Event, Letter, Membership, Municipality, Response, User, Wave

Role = Membership.Role


class AlreadyMember(Exception):
    """The person works on the return already; nobody was invited."""


class LastCoordinator(Exception):
    """Without this person nobody would coordinate the returns of these waves, which are open or coming."""

    def __init__(self, waves: Iterable[Wave]) -> None:
        self.waves = list(waves)
        super().__init__(", ".join(wave.slug for wave in self.waves))


class NameOfSomebodyElse(PermissionDenied):
    """A person is called by one name wherever they serve: nothing has changed."""


@transaction.atomic
def invite(
    *,
    response: Response,
    by: User,
    email: str,
    name: str,
    role: Role,
    sections: Collection[str] = (),
    wish_date: date | None = None,
    sentence: str = "",
    link: str,
    at: datetime | None = None,
) -> Membership:
    """Give a person, known or new, a role in this wave, and write to them.

    Whether the address is known elsewhere, under which name, or closed, the inviter does not learn: the municipality
    calls the person `name` until they have opened its return. Raises AlreadyMember, but not to whoever has just sent
    the same invitation.
    """
    at = at or timezone.now()
    lock_roles(response)
    user = known_or_new(one_spelling(email), name)
    if member := Membership.objects.in_force(response.municipality_id, response.wave.slug).filter(user=user).first():
        if (member.role, set(sections)) == (role, set(sections_of(response, user.pk))) and response.events.filter(
            kind=Event.Kind.INVITED, person=user, by=by, at__gt=at - AT_ONCE
        ):
            return member
        raise AlreadyMember
    here = user.memberships.filter(municipality=response.municipality)
    is_known = here.filter(invited_as="").exists()
    here.filter(wave=response.wave, role=Role.NONE).delete()
    membership = Membership(
        user=user,
        municipality=response.municipality,
        wave=response.wave,
        role=role,
        invited_as="" if is_known else name,
    )
    membership.save()
    _set_sections(response, membership, sections, wish_date)
    Event.objects.create(
        response=response,
        kind=Event.Kind.INVITED,
        by=by,
        at=at,
        person=user,
        person_name=membership.invited_as,
        role=role,
        sections=sorted(sections),
    )
    write_to_member(Letter.Kind.INVITATION, response, membership, by, link, sentence)
    return membership


@transaction.atomic
def change_member(
    *,
    response: Response,
    by: User,
    membership: Membership,
    role: Role,
    sections: Collection[str] = (),
    wish_date: date | None = None,
    link: str,
    at: datetime | None = None,
) -> None:
    """Give the person this role and just these sections; whoever gets new ones is told. Raises LastCoordinator."""
    lock_roles(response)
    membership = as_it_is_now(membership, response)
    assigned = response.assignments.filter(user=membership.user_id).order_by()
    present = dict(assigned.values_list("section", "wish_date"))
    wanted = dict.fromkeys(sections if role == Role.CONTRIBUTOR else (), wish_date)
    if (role, wanted) == (membership.role, present):
        return
    if role != Role.COORDINATOR:
        require_other_coordinator(response, membership)
    membership = _in_this_wave(membership, response, role)
    _set_sections(response, membership, sections, wish_date)
    Event.objects.create(
        response=response,
        kind=Event.Kind.ASSIGNED,
        by=by,
        at=at or timezone.now(),
        person=membership.user,
        person_name=membership.invited_as,
        role=role,
        sections=sorted(sections),
    )
    if set(sections) - set(present) and membership.user != by:
        write_to_member(Letter.Kind.ASSIGNMENT, response, membership, by, link)


@transaction.atomic
def rename_member(
    *, response: Response, by: User, membership: Membership, name: str, at: datetime | None = None
) -> None:
    """Correct what a colleague is called. Raises NameOfSomebodyElse unless `may_rename`.

    Who was invited and has not come is called so in this municipality; everywhere, if nobody else knows them.
    """
    if not may_rename(by, membership):
        raise NameOfSomebodyElse(_("Only the person themselves can correct this name."))
    lock_roles(response)
    person, town = membership.user, membership.municipality
    if as_it_is_now(membership, response).known_as == name:
        return
    if membership.invited_as:
        town.memberships.filter(user=person).exclude(invited_as="").update(invited_as=name)
        membership.invited_as = name
    if person == by or _is_known_only_here(membership):
        User.objects.filter(pk=person.pk).update(name=name)
        person.name = name
    Event.objects.create(
        response=response,
        kind=Event.Kind.RENAMED,
        by=by,
        at=at or timezone.now(),
        person=person,
        person_name=membership.invited_as,
    )


def may_rename(by: User, membership: Membership) -> bool:
    """The name of somebody who serves others, too, is not for one coordination to say."""
    return membership.user == by or bool(membership.invited_as) or _is_known_only_here(membership)


def _is_known_only_here(membership: Membership) -> bool:
    person = membership.user
    elsewhere = person.memberships.exclude(municipality=membership.municipality_id)
    return not person.has_wider_role and not elsewhere.exists()


@transaction.atomic
def remove_member(
    *,
    response: Response,
    by: User,
    membership: Membership,
    everywhere: bool = False,
    takes_over: bool = False,
    at: datetime | None = None,
) -> None:
    """Take all rights in this return from the person, at once; their answers stay.

    A role for all waves goes on in the others, unless it is to end `everywhere`. Where the person is the only
    coordination of another wave that is open or coming, `by` must then say that they take it over, in all waves.
    Raises LastCoordinator.
    """
    at = at or timezone.now()
    step = {"response": response, "by": by, "at": at, "person": membership.user, "person_name": membership.invited_as}
    lock_roles(response)
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug)
    if not members.filter(user=membership.user_id):
        return
    require_other_coordinator(response, membership)
    if not everywhere:
        _end_here(response, membership)
    elif _end_everywhere(membership, by if takes_over else None, at):
        Event.objects.create(kind=Event.Kind.TAKEN_OVER, **step)
    Event.objects.create(kind=Event.Kind.REMOVED, **step)


@transaction.atomic
def remind_member(*, response: Response, by: User, membership: Membership, link: str) -> None:
    """Write to the member again, with the way to their sections. Raises TooManyLetters: once a day.

    Whoever has just done so has done so.
    """
    lock(response)
    just_now = Letter.objects.of_return(response.pk, Letter.Kind.REMINDER, timezone.now() - AT_ONCE)
    if not just_now.filter(to=[membership.user.email], context__by=by.pk):
        write_to_member(Letter.Kind.REMINDER, response, membership, by, link)


def accept_invitation(membership: Membership) -> None:
    """The person is here: from now on the municipality knows them by their own name, in every wave."""
    Membership.objects.filter(user=membership.user_id, municipality=membership.municipality_id).update(invited_as="")
    membership.invited_as = ""


def write_to_member(
    kind: Letter.Kind, response: Response, membership: Membership, by: User, link: str, sentence: str = ""
) -> None:
    """A letter that leads the person to their work. Raises TooManyLetters."""
    document, today = response.wave.questionnaire.document, timezone.localdate()
    assigned = {assignment.section: assignment for assignment in response.assignments.filter(user=membership.user_id)}
    send_letter(
        to=[membership.user.email],
        kind=kind,
        by=by,
        response=response,
        membership=membership,
        sections=[section for section in document.sections if section.code in assigned],
        wish_date=min((day for entry in assigned.values() if (day := entry.wish_date) and day >= today), default=None),
        sentence=sentence,
        link=link,
    )


def require_other_coordinator(response: Response, membership: Membership) -> None:
    """Raises LastCoordinator if nobody else coordinates; the caller holds the lock of the roles."""
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug)
    coordinators = members.reachable().filter(role=Role.COORDINATOR).values_list("user", flat=True)
    if set(coordinators) == {membership.user_id}:
        raise LastCoordinator([response.wave])


def coordinated_alone(membership: Membership, at: datetime | None = None) -> list[Wave]:
    """Waves that are open or coming in which nobody else coordinates the municipality."""
    members = Membership.objects.filter(municipality=membership.municipality_id).reachable()
    alone = coordination_by([membership.user], coordination(members, at))
    return [wave for _municipality, wave in alone]


def lock_roles(response: Response) -> None:
    """Until the transaction ends nobody else changes who works for the municipality."""
    Municipality.objects.select_for_update(no_key=True).get(pk=response.municipality_id)


def known_or_new(email: str, name: str) -> User:
    """Two municipalities that invite somebody new at the same moment mean the same person."""
    try:
        with transaction.atomic():
            return User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    except (IntegrityError, ValidationError):
        if user := User.objects.filter(email=email).first():
            return user
        raise


def as_it_is_now(membership: Membership, response: Response) -> Membership:
    """The person's role after whatever was changed until the lock of the roles was there."""
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug)
    return members.filter(user=membership.user_id).first() or membership


def sections_of(response: Response, user_id: int) -> list[str]:
    return list(response.assignments.filter(user=user_id).order_by().values_list("section", flat=True))


def _end_here(response: Response, membership: Membership) -> None:
    roles = Membership.objects.filter(user=membership.user_id, municipality=response.municipality_id)
    roles.filter(wave=response.wave).delete()
    if standing := roles.filter(wave=None).first():
        _in_this_wave(standing, response, Role.NONE)
    response.assignments.filter(user=membership.user_id).delete()


def _end_everywhere(membership: Membership, successor: User | None, at: datetime) -> bool:
    """Whether the successor had to take over the coordination of other waves. Raises LastCoordinator."""
    town, person = membership.municipality, membership.user
    alone = coordinated_alone(membership, at)
    if alone and successor in (None, person):
        raise LastCoordinator(alone)
    town.memberships.filter(user=person).delete()
    Assignment.objects.filter(user=person, response__municipality=town).delete()
    if alone and successor:
        town.memberships.filter(user=successor, wave__in=alone).delete()
        town.memberships.update_or_create(user=successor, wave=None, defaults={"role": Role.COORDINATOR})
    return bool(alone)


def _in_this_wave(membership: Membership, response: Response, role: Role) -> Membership:
    """The person's role for this wave; one for all waves stays as it is and counts in the others."""
    if role != membership.role and membership.wave_id is None:
        membership = Membership(
            user=membership.user,
            municipality=response.municipality,
            wave=response.wave,
            invited_as=membership.invited_as,
        )
    membership.role = role
    membership.save()
    return membership


def _set_sections(
    response: Response, membership: Membership, sections: Collection[str], wish_date: date | None
) -> None:
    """Only contributors hold sections: the coordination may fill in all of them anyway."""
    wanted = sections if membership.role == Role.CONTRIBUTOR else ()
    response.assignments.filter(user=membership.user_id).exclude(section__in=wanted).delete()
    Assignment.objects.bulk_create(
        [
            Assignment(response=response, user=membership.user, section=section, wish_date=wish_date)
            for section in wanted
        ],
        update_conflicts=True,
        unique_fields=["response", "section", "user"],
        update_fields=["wish_date"],
    )
