"""The people of a return: seen by all members, managed by the coordination."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from survey import actions
from survey.access import Desk, desk_or_404, require_coordinator
from survey.actions.members import LastCoordinator, coordinated_alone, may_rename, sections_of
from survey.actions.second_click import AT_ONCE
from survey.coordination import former_coordinator
from survey.invitation import InvitationForm, MemberForm, NameForm, RemovalForm, coordinated_by_nobody
from survey.members import members_of
from survey.models import Event, Membership
from survey.models.people import MembershipQuerySet
from survey.progress import return_progress
from survey.requests import PersonRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """The list of members; a coordination invites further ones."""
    desk = desk_or_404(request.user, wave_slug, ags)
    form = InvitationForm(desk.response, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_coordinator(desk)
        if form.is_valid():
            link = task_link(request, desk, form.cleaned_data["sections"])
            try:
                actions.invite(response=desk.response, by=request.user, link=link, **form.cleaned_data)
            except actions.AlreadyMember:
                form.add_error("email", _("This person is a member already. You can change their role in the list."))
            except actions.TooManyLetters as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("We have written to %(email)s.") % form.cleaned_data)
                return redirect(reverse("survey:people", args=[wave_slug, ags]) + "#content")
    context = {
        "desk": desk,
        "form": form,
        "members": members_of(desk.response, return_progress(desk.response)),
        "former_coordinator": former_coordinator(desk.response),
    }
    return render(request, "survey/people.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: PersonRequest, wave_slug: str, ags: str, pk: int) -> HttpResponse:
    """What one member does: changed by the coordination."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator(desk)
    membership = member_or_404(desk, pk)
    form = task_form(desk, membership, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        link = task_link(request, desk, form.cleaned_data["sections"])
        try:
            actions.change_member(
                response=desk.response, by=request.user, membership=membership, link=link, **form.cleaned_data
            )
        except LastCoordinator:
            form.add_error("role", last_coordinator_text())
        except actions.TooManyLetters as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The changes for %(name)s are saved.") % {"name": membership.known_as})
            return redirect("survey:people", wave_slug, ags)
    return member_page(request, desk, membership, form=form)


@login_required
@require_POST
def rename(request: PersonRequest, wave_slug: str, ags: str, pk: int) -> HttpResponse:
    """Correct what a colleague is called."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator(desk)
    membership = member_or_404(desk, pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        return member_page(request, desk, membership, renaming=form)
    actions.rename_member(response=desk.response, by=request.user, membership=membership, **form.cleaned_data)
    messages.success(request, _("The changes for %(name)s are saved.") % {"name": membership.known_as})
    return redirect("survey:people", wave_slug, ags)


@login_required
@require_POST
def remove(request: PersonRequest, wave_slug: str, ags: str, pk: int) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator(desk)
    if not members(desk).filter(pk=pk) and (name := just_removed(desk)):
        messages.success(request, no_access_text(name))
        return redirect("survey:people", wave_slug, ags)
    membership = member_or_404(desk, pk)
    form = removal_form(desk, membership, request.POST)
    if not form.is_valid():
        return member_page(request, desk, membership, removal=form)
    try:
        actions.remove_member(
            response=desk.response,
            by=request.user,
            membership=membership,
            **form.cleaned_data,
        )
    except LastCoordinator as alone:
        text = coordinated_by_nobody(alone.waves, membership.known_as)
        messages.error(request, f"{text} {last_coordinator_text()}")
    else:
        messages.success(request, no_access_text(membership.known_as))
    return redirect("survey:people", wave_slug, ags)


def just_removed(desk: Desk) -> str | None:
    """The name of whom the member has removed at this moment: the second of two clicks finds nobody any more."""
    steps = desk.response.events.filter(kind=Event.Kind.REMOVED, by=desk.membership.user_id)
    step = steps.filter(at__gt=timezone.now() - AT_ONCE).select_related("person").first()
    return (step.person_name or str(step.person)) if step else None


def no_access_text(name: str) -> str:
    return _("%(name)s no longer has access to this return. All answers given so far stay.") % {"name": name}


@login_required
@require_POST
def remind(request: PersonRequest, wave_slug: str, ags: str, pk: int) -> HttpResponse:
    """Write to the member again, with the way to their sections."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator(desk)
    membership = member_or_404(desk, pk)
    link = task_link(request, desk, sections_of(desk.response, membership.user_id))
    try:
        actions.remind_member(response=desk.response, membership=membership, by=request.user, link=link)
    except actions.TooManyLetters as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("We have written to %(email)s.") % {"email": membership.user.email})
    return redirect("survey:people", wave_slug, ags)


def member_or_404(desk: Desk, pk: int) -> Membership:
    return get_object_or_404(members(desk).select_related("user"), pk=pk)


def members(desk: Desk) -> MembershipQuerySet:
    return Membership.objects.in_force(desk.municipality.pk, desk.wave.slug)


def member_page(
    request: PersonRequest, desk: Desk, membership: Membership, **forms: MemberForm | NameForm | RemovalForm
) -> HttpResponse:
    """With the forms that were sent, and new ones in place of the others."""
    others = desk.municipality.memberships.filter(user=membership.user_id).exclude(wave=desk.wave)
    context = {
        "desk": desk,
        "member": membership,
        "has_other_roles": others.exclude(role=Membership.Role.NONE).exists(),
        "form": forms.get("form") or task_form(desk, membership),
        "may_rename": may_rename(request.user, membership),
        "renaming": forms.get("renaming") or NameForm(initial={"name": membership.known_as}),
        "removal": forms.get("removal") or removal_form(desk, membership),
        "forms": list(forms.values()),
        "page_address": reverse("survey:member", args=[desk.wave.slug, desk.municipality.pk, membership.pk]),
    }
    is_refused = any(form.errors for form in forms.values())
    return render(request, "survey/member.html", context, status=422 if is_refused else 200)


def task_form(desk: Desk, membership: Membership, data: QueryDict | None = None) -> MemberForm:
    assignments = desk.response.assignments.filter(user=membership.user_id).order_by("section")
    present = {
        "role": membership.role,
        "sections": [assignment.section for assignment in assignments],
        "wish_date": min((entry.wish_date for entry in assignments if entry.wish_date), default=None),
    }
    return MemberForm(desk.response, data, initial=present)


def removal_form(desk: Desk, membership: Membership, data: QueryDict | None = None) -> RemovalForm:
    """Whoever leaves takes nothing over from themselves: what they coordinate alone is then refused."""
    alone = [] if membership.user_id == desk.membership.user_id else coordinated_alone(membership)
    others = [wave for wave in alone if wave != desk.wave]
    return RemovalForm(membership.known_as, others, data)


def last_coordinator_text() -> str:
    return _("At least one person must coordinate. Please give somebody else this role first.")


def task_link(request: PersonRequest, desk: Desk, sections: list[str]) -> str:
    """The address of the first of these sections, without any the overview."""
    return_address = [desk.wave.slug, desk.municipality.pk]
    for section in desk.wave.questionnaire.document.sections:
        if section.code in sections:
            return request.build_absolute_uri(reverse("survey:section", args=[*return_address, section.slug]))
    return request.build_absolute_uri(reverse("survey:overview", args=return_address))
