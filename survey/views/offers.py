"""Take over answers of the last wave, one by one or for a whole section."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from survey import actions
from survey.access import Desk, desk_or_404, require_edit
from survey.intake import take_in
from survey.models import Event, User
from survey.page_language import in_language_of_page
from survey.questionnaire.document import Section
from survey.requests import PersonRequest
from survey.views.answer import is_from_another_person, question_or_404
from survey.views.section import section_or_404


@login_required
@require_POST
@in_language_of_page
def confirm_offers(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """What was typed beside the offers is saved, too: without scripts it comes along and would be lost."""
    if is_from_another_person(request, request.user):
        return HttpResponse(_("Not saved: meanwhile another person has logged in in this browser."), status=409)
    desk = desk_or_404(request.user, wave_slug, ags)
    section, code = chosen_or_404(desk, request.POST)
    require_edit(desk, section)
    others = [question for question in section.questions if question.code != code]
    intake = take_in(desk.response, others, request.POST, request.user)
    confirmed = actions.confirm_offers(response=desk.response, section=section, by=request.user, code=code)
    address = reverse("survey:section", args=[wave_slug, ags, section.slug])
    if not code and confirmed:
        address = f"{address}?taken={last_confirmation(desk, request.user).pk}"
    if request.headers.get("HX-Request"):  # the script tells what was taken over
        return redirect(address)
    if code or not confirmed:
        messages.info(request, taken_over_text(len(confirmed)))
    if intake.refusals:  # the section knows how to show them: it gets what was typed
        return redirect(address, preserve_request=True)
    return redirect(f"{address}#{code}" if code else address)


@login_required
@require_POST
@in_language_of_page
def give_back_offers(request: PersonRequest, wave_slug: str, ags: str, pk: int) -> HttpResponse:
    """Undo one's own taking over; what was typed meanwhile comes along, as above."""
    if is_from_another_person(request, request.user):
        return HttpResponse(_("Not saved: meanwhile another person has logged in in this browser."), status=409)
    desk = desk_or_404(request.user, wave_slug, ags)
    confirmation = get_object_or_404(confirmations(desk, request.user), pk=pk)
    section = desk.wave.questionnaire.document.section(confirmation.sections[0])
    require_edit(desk, section)
    intake = take_in(desk.response, section.questions, request.POST, request.user)
    given_back = actions.give_back_offers(confirmation=confirmation, by=request.user)
    address = reverse("survey:section", args=[wave_slug, ags, section.slug])
    if request.headers.get("HX-Request"):
        return redirect(address)
    messages.info(request, given_back_text(len(given_back)))
    return redirect(address, preserve_request=bool(intake.refusals))


def confirmations(desk: Desk, user: User) -> QuerySet[Event]:
    """The steps by which this person took answers over."""
    found: QuerySet[Event] = desk.response.events.filter(kind=Event.Kind.OFFERS_CONFIRMED, by=user)
    return found.select_related("response__wave")


def last_confirmation(desk: Desk, user: User) -> Event:
    return confirmations(desk, user).latest("at", "pk")


def chosen_or_404(desk: Desk, data: QueryDict) -> tuple[Section, str | None]:
    """The section, and its question if only that one is meant."""
    if code := data.get("code"):
        return question_or_404(desk, code)[0], code
    return section_or_404(desk, data.get("section", "")), None


def taken_over_text(count: int) -> str:
    if not count:
        return _("Nothing to take over: meanwhile the questions were answered.")
    return ngettext("%(count)s answer is taken over.", "%(count)s answers are taken over.", count) % {"count": count}


def given_back_text(count: int) -> str:
    return ngettext("%(count)s answer is taken back.", "%(count)s answers are taken back.", count) % {"count": count}
