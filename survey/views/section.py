"""One section of a return: shown, and saved as a whole where there is no JavaScript."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from survey.access import Desk, desk_or_404, require_edit
from survey.aside import aside_slots
from survey.forms import REVISION as NUMBER
from survey.given_answers import given_answers
from survey.intake import choice_made, is_sent, take_in
from survey.models import Event
from survey.offer_boxes import OfferBoxes
from survey.page_language import in_language_of_page
from survey.page_version import page_version
from survey.progress import return_progress
from survey.questionnaire.document import Section
from survey.requests import PersonRequest
from survey.section_page import SectionPage
from survey.unsaved import FormMemory


def section_or_404(desk: Desk, slug: str) -> Section:
    try:
        return desk.wave.questionnaire.document.section_by_slug(slug)
    except KeyError:
        raise Http404 from None


@vary_on_headers("HX-Request")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_language_of_page
def section(request: PersonRequest, wave_slug: str, ags: str, section_slug: str) -> HttpResponseBase:
    desk = desk_or_404(request.user, wave_slug, ags)
    this = section_or_404(desk, section_slug)
    if request.method == "POST":
        require_edit(desk, this)
        return save_section(request, desk, SectionPage(desk, this, given_answers(desk.response)))
    asides = aside_slots(desk.response, this)
    forms = FormMemory(request, desk)
    version = page_version(desk, this, asides, forms.entries)
    unchanged = get_conditional_response(request, etag=version)
    if not unchanged:
        page = SectionPage(desk, this, given_answers(desk.response))
        page.refusals = forms.refusals(page.answers) if desk.may_edit_section(this) else {}
    reply = unchanged or show_section(request, page, asides, version)
    reply.headers["ETag"] = version
    return reply


def show_section(
    request: PersonRequest, page: SectionPage, asides: Mapping[str, str], version: str, status: int = 200
) -> HttpResponse:
    """The page, or what is particular to it for a page that asks for news; `version` was taken before its answers."""
    sections = page.document.sections
    place = sections.index(page.section)
    offers = OfferBoxes(page)
    context = {
        "desk": page.desk,
        "section": page.section,
        "may_edit": page.desk.may_edit_section(page.section),
        "questions": page.html({**asides, **offers.slots()}),
        "offers": offers,
        "page": page,
        "version": version,
        "progress": return_progress(page.response, page.values),
        "previous": sections[place - 1] if place else None,
        "place": place + 1,
        "taken": just_taken(request, page),
    }
    template = "survey/_section.html" if request.headers.get("HX-Request") else "survey/section.html"
    return render(request, template, context, status=status)


def just_taken(request: PersonRequest, page: SectionPage) -> Event | None:
    """The step by which this person has just taken over answers of the last wave, which can be undone."""
    pk = request.GET.get("taken", "")
    if not NUMBER.fullmatch(pk) or not page.desk.may_edit_section(page.section):
        return None
    wanted = {"kind": Event.Kind.OFFERS_CONFIRMED, "by": request.user, "sections": [page.section.code]}
    return page.response.events.filter(pk=pk, **wanted).first()


def save_section(request: PersonRequest, desk: Desk, before: SectionPage) -> HttpResponse:
    """Save what was sent; go on unless something was refused or the answers lead to further questions here."""
    asides = aside_slots(desk.response, before.section)
    forms = FormMemory(request, desk)
    version = page_version(desk, before.section, asides, forms.entries)
    intake = take_in(desk.response, before.section.questions, request.POST, request.user)
    after = SectionPage(desk, before.section, before.answers | intake.answers)
    after.refusals = {code: refusal for code, refusal in intake.refusals.items() if code in after.shown_codes}
    if "scripted" not in request.POST:
        sent = [question.code for question in before.section.questions if is_sent(question.code, request.POST)]
        forms.take(sent, after.refusals, after.answers)
    if after.refusals:
        return show_section(request, after, asides, version, status=422)
    if chosen := choice_made(request.POST):
        return redirect(f"{request.path}#{chosen}")
    if set(after.shown_codes) - set(before.shown_codes):
        messages.info(request, _("Your answers are saved. They lead to further questions in this section."))
        return redirect(request.path)
    return redirect(next_address(desk, before.section))


def next_address(desk: Desk, section: Section) -> str:
    """The next section, after the last one the review."""
    address = [desk.wave.slug, desk.membership.municipality_id]
    sections = desk.wave.questionnaire.document.sections
    following = sections[sections.index(section) + 1 :]
    if following:
        return reverse("survey:section", args=[*address, following[0].slug])
    return reverse("survey:review", args=address)
