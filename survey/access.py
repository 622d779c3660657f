"""Who may read or write which return: the one place that decides."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from survey.actions.editing import require_changeable, require_in_time
from survey.actions.members import accept_invitation
from survey.actions.start import start_response
from survey.models import Membership, Municipality, Response, User, Wave
from survey.models.people import MembershipQuerySet
from survey.questionnaire.document import Section
from survey.standing import Standing, standing_of, standings_of

Role = Membership.Role


def memberships_of(user: User) -> MembershipQuerySet:
    memberships: MembershipQuerySet = Membership.objects.filter(user=user)
    return memberships.select_related("municipality").order_by("municipality")


@dataclass(frozen=True)
class Desk:
    """A member's place at the return of their municipality: the return, and what the member may do with it now."""

    membership: Membership
    response: Response
    known_standing: Standing | None = field(default=None, compare=False)

    @cached_property
    def standing(self) -> Standing:
        return self.known_standing or standing_of(self.response)

    @property
    def wave(self) -> Wave:
        return self.response.wave

    @property
    def municipality(self) -> Municipality:
        return self.membership.municipality

    @property
    def is_coordinator(self) -> bool:
        return self.membership.role == Role.COORDINATOR

    @cached_property
    def is_in_time(self) -> bool:
        return self.response.is_in_time()

    @cached_property
    def is_changeable(self) -> bool:
        """Whether the answers may change now at all, whoever asks."""
        return self.is_in_time and self.response.state == Response.State.OPEN

    @cached_property
    def own_sections(self) -> frozenset[str]:
        """Codes of the sections in the member's hands: all for the coordination, the assigned ones for contributors."""
        if self.is_coordinator:
            return frozenset(section.code for section in self.wave.questionnaire.document.sections)
        if self.membership.role == Role.CONTRIBUTOR:
            assigned = self.response.assignments.filter(user=self.membership.user_id)
            return frozenset(assigned.order_by().values_list("section", flat=True))
        return frozenset()

    @property
    def editable_sections(self) -> frozenset[str]:
        """Codes of the sections that the member may fill in now."""
        return self.own_sections if self.is_changeable else frozenset()

    def may_edit_section(self, section: Section) -> bool:
        return section.code in self.editable_sections

    @property
    def may_edit(self) -> bool:
        """Whether there is any section that the member may fill in now."""
        return bool(self.editable_sections)

    @property
    def may_manage(self) -> bool:
        """Invite, assign and remove people."""
        return self.is_coordinator

    @property
    def may_remark(self) -> bool:
        """Write remarks, ask queries: everybody who does not only read."""
        return self.membership.role != Role.READER

    @property
    def may_submit(self) -> bool:
        return self.is_coordinator and self.is_changeable and not self.wave.requires_release

    @property
    def may_present(self) -> bool:
        return self.is_coordinator and self.is_changeable and self.wave.requires_release

    @property
    def may_withdraw(self) -> bool:
        return self.is_coordinator and self.is_in_time and self.response.is_presented

    @property
    def may_release(self) -> bool:
        """Release the presented return, or send it back."""
        return self.membership.role == Role.RELEASE and self.is_in_time and self.response.is_presented

    @property
    def may_reopen(self) -> bool:
        return self.is_coordinator and self.is_in_time and self.response.is_submitted

    @property
    def may_request_reopening(self) -> bool:
        return self.is_coordinator and self.response.is_closed()


def desks_of(user: User) -> list[Desk]:
    """The member's desks in all waves that have begun, the newest first; a return nobody has opened is not saved.

    Where the opening was moved into the future, returns that had begun stay within reach.
    """
    memberships = list(memberships_of(user))
    responses = Response.objects.filter(municipality__in={m.municipality_id for m in memberships})
    begun = {(response.wave_id, response.municipality_id): response for response in responses}
    waves = list(Wave.objects.with_questionnaire().begun())
    places = []
    for wave in waves:
        for membership in in_force(memberships, wave):
            response = begun.get((wave.pk, membership.municipality_id))
            if response or not wave.is_upcoming():
                response = response or Response()
                response.wave, response.municipality = wave, membership.municipality
                places.append((membership, response))
    standings = standings_of(response for _membership, response in places)
    return [Desk(*place, standing) for place, standing in zip(places, standings, strict=True)]


def in_force(memberships: list[Membership], wave: Wave) -> list[Membership]:
    """One membership for each municipality: that for this wave, else that for all."""
    found: dict[str, Membership] = {}
    for membership in memberships:
        if membership.wave_id == wave.pk or (membership.wave_id is None and membership.municipality_id not in found):
            found[membership.municipality_id] = membership
    return [membership for membership in found.values() if membership.role != Role.NONE]


def desk_or_404(user: User, wave_slug: str, ags: str) -> Desk:
    """The member's desk; for everybody else the address does not exist, nor does it before the wave opens.

    A return that had begun when the opening was moved into the future can be read meanwhile.
    """
    membership = memberships_of(user).in_force(ags, wave_slug).first()
    if membership is None:
        raise Http404
    if membership.invited_as:
        accept_invitation(membership)
    response = Response.objects.with_questionnaire().filter(municipality=ags, wave__slug=wave_slug).first()
    if response is None:
        wave = get_object_or_404(Wave.objects.with_questionnaire().begun(), slug=wave_slug)
        if wave.is_upcoming():
            raise Http404
        response = start_response(municipality=membership.municipality, wave=wave)
    response.municipality = membership.municipality
    return Desk(membership, response)


def require_edit(desk: Desk, section: Section) -> None:
    """Raises PermissionDenied, with the reason in words, unless the member may change answers of the section now."""
    if section.code not in desk.own_sections:
        raise PermissionDenied(_("You may read this section, but not change it."))
    require_changeable(desk.response)


def require_any_edit(desk: Desk) -> None:
    """Raises PermissionDenied, with the reason in words, unless there is a section that the member may change now."""
    if not desk.own_sections:
        raise PermissionDenied(_("You may read this return, but not change it."))
    require_changeable(desk.response)


def require_coordinator(desk: Desk) -> None:
    if not desk.is_coordinator:
        raise PermissionDenied(_("Only the coordination of your municipality may do this."))


def require_coordinator_in_time(desk: Desk) -> None:
    """Raises PermissionDenied unless the member coordinates the return and its deadline is yet to come."""
    require_coordinator(desk)
    require_in_time(desk.response)


def require_release_holder(desk: Desk) -> None:
    """Raises PermissionDenied unless the member may release the return and its deadline is yet to come."""
    if desk.membership.role != Role.RELEASE:
        raise PermissionDenied(_("Only a person with the role release may do this."))
    require_in_time(desk.response)


def require_remark(desk: Desk) -> None:
    if not desk.may_remark:
        raise PermissionDenied(_("You may read this return, but not write anything into it."))


def require_analyst(user: User) -> None:
    if not user.reads_atlas:
        raise PermissionDenied(_("The Atlas with the results of all municipalities is open to analysts only."))


def require_team(user: User) -> None:
    """Raises PermissionDenied unless the person belongs to the team that runs the survey."""
    if not user.reads_atlas:
        raise PermissionDenied(_("This page is for the team of Gigabit Region Stuttgart."))


def require_result_reader(user: User, ags: str) -> None:
    """Members read the result of their municipality, analysts that of every one; raises Http404 for all others."""
    if not (user.reads_atlas or user.memberships.filter(municipality=ags).exclude(role=Role.NONE).exists()):
        raise Http404
