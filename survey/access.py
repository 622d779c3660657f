"""Who may read or write which return: the one place that decides."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from survey.actions.editing import require_open, require_open_wave
from survey.actions.start import start_response
from survey.models import Membership, Response, User, Wave


def memberships_of(user: User) -> QuerySet[Membership]:
    return user.memberships.select_related("municipality").order_by("municipality__name")


@dataclass(frozen=True)
class Desk:
    """A member's place at the return of their municipality: the return, and what the member may do with it now."""

    membership: Membership
    response: Response

    @property
    def wave(self) -> Wave:
        return self.response.wave

    @cached_property
    def may_edit(self) -> bool:
        return self.membership.may_edit and self.wave.is_open() and not self.response.is_submitted

    @cached_property
    def may_submit(self) -> bool:
        return self.membership.may_submit and self.may_edit

    @cached_property
    def may_reopen(self) -> bool:
        return self.membership.may_submit and self.wave.is_open() and self.response.is_submitted


def desk_or_404(user: User, wave_slug: str, ags: str) -> Desk:
    """The member's desk; for everybody else, and before the wave opens, the address does not exist."""
    membership = get_object_or_404(memberships_of(user), municipality=ags)
    response = Response.objects.with_questionnaire().filter(municipality=ags, wave__slug=wave_slug).first()
    if response is None or response.wave.is_upcoming():
        wave = get_object_or_404(Wave.objects.with_questionnaire().begun(), slug=wave_slug)
        response = start_response(municipality=membership.municipality, wave=wave)
    response.municipality = membership.municipality
    return Desk(membership, response)


def require_edit(desk: Desk) -> None:
    """Raises PermissionDenied, with the reason in words, unless the member may change answers now."""
    if not desk.membership.may_edit:
        raise PermissionDenied(_("You may read this return, but not change it."))
    require_open(desk.response)


def require_coordinator(desk: Desk) -> None:
    """Raises PermissionDenied unless the member coordinates the return and its wave is open."""
    if not desk.membership.may_submit:
        raise PermissionDenied(_("Only the coordination of your municipality may hand in the return."))
    require_open_wave(desk.wave)


def require_analyst(user: User) -> None:
    if not user.reads_atlas:
        raise PermissionDenied(_("The Atlas with the results of all municipalities is open to analysts only."))


def require_result_reader(user: User, ags: str) -> None:
    """Members read the result of their municipality, analysts that of every one; raises Http404 for all others."""
    if not (user.reads_atlas or user.memberships.filter(municipality=ags).exists()):
        raise Http404
