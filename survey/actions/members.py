"""Who works on a return: invited, given sections, reminded and removed by the coordination."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from survey.email_addresses import one_spelling
from survey.letters import send_letter
from survey.models import Assignment, Event, Letter, Membership, Municipality, Response, User

Role = Membership.Role


class LastCoordinator(Exception):
    """Without this person nobody would coordinate the return."""


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
    calls the person `name` until they have opened its return.
    """
    email = one_spelling(email)
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    is_known = user.memberships.filter(municipality=response.municipality, invited_as="").exists()
    membership = Membership(
        user=user,
        municipality=response.municipality,
        wave=response.wave,
        role=role,
        invited_as="" if is_known else name,
    )
    membership.validate_constraints()
    membership.save()
    _set_sections(response, membership, sections, wish_date)
    Event.objects.create(
        response=response,
        kind=Event.Kind.INVITED,
        by=by,
        at=at or timezone.now(),
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
    if role != Role.COORDINATOR:
        require_other_coordinator(response, membership)
    before = set(sections_of(response, membership.user_id))
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
    if set(sections) - before and membership.user != by:
        write_to_member(Letter.Kind.ASSIGNMENT, response, membership, by, link)


@transaction.atomic
def remove_member(*, response: Response, by: User, membership: Membership, at: datetime | None = None) -> None:
    """Take all rights in this return from the person, at once; their answers stay. Raises LastCoordinator."""
    require_other_coordinator(response, membership)
    members = Membership.objects.filter(user=membership.user, municipality=response.municipality)
    members.in_wave(response.wave.slug).delete()
    response.assignments.filter(user=membership.user).delete()
    Event.objects.create(
        response=response,
        kind=Event.Kind.REMOVED,
        by=by,
        at=at or timezone.now(),
        person=membership.user,
        person_name=membership.invited_as,
    )


@transaction.atomic
def remind_member(*, response: Response, by: User, membership: Membership, link: str) -> None:
    """Write to the member again, with the way to their sections. Raises TooManyLetters: once a day."""
    write_to_member(Letter.Kind.REMINDER, response, membership, by, link)


def accept_invitation(membership: Membership) -> None:
    """The person is here: from now on the municipality knows them by their own name, in every wave."""
    Membership.objects.filter(user=membership.user_id, municipality=membership.municipality_id).update(invited_as="")
    membership.invited_as = ""


def write_to_member(
    kind: Letter.Kind, response: Response, membership: Membership, by: User, link: str, sentence: str = ""
) -> None:
    """A letter that leads the person to their work. Raises TooManyLetters."""
    document = response.wave.questionnaire.document
    assigned = {assignment.section: assignment for assignment in response.assignments.filter(user=membership.user_id)}
    send_letter(
        to=[membership.user.email],
        kind=kind,
        by=by,
        response=response,
        membership=membership,
        sections=[section for section in document.sections if section.code in assigned],
        wish_date=min((entry.wish_date for entry in assigned.values() if entry.wish_date), default=None),
        sentence=sentence,
        link=link,
    )


def require_other_coordinator(response: Response, membership: Membership) -> None:
    """Raises LastCoordinator if nobody else coordinates; locks the roles of the municipality until the end."""
    Municipality.objects.select_for_update(no_key=True).get(pk=response.municipality_id)
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug)
    coordinators = members.reachable().filter(role=Role.COORDINATOR).values_list("user", flat=True)
    if set(coordinators) == {membership.user_id}:
        raise LastCoordinator


def sections_of(response: Response, user_id: int) -> list[str]:
    return list(response.assignments.filter(user=user_id).order_by().values_list("section", flat=True))


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
