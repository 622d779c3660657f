"""One section of a return: shown, and saved as a whole where there is no JavaScript."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from survey.access import Desk, desk_or_404, require_edit
from survey.intake import take_in
from survey.models import Answer
from survey.progress import return_progress
from survey.questionnaire.document import Section
from survey.requests import PersonRequest
from survey.section_page import SectionPage


def section_or_404(desk: Desk, slug: str) -> Section:
    try:
        return desk.wave.questionnaire.document.section_by_slug(slug)
    except KeyError:
        raise Http404 from None


def answers_of(desk: Desk) -> dict[str, Answer]:
    """By question; in no order, because the usual one would join three tables for nothing."""
    return {answer.code: answer for answer in desk.response.answers.order_by()}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PersonRequest, wave_slug: str, ags: str, section_slug: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    this = section_or_404(desk, section_slug)
    page = SectionPage(desk.response, this, answers_of(desk))
    if request.method == "POST":
        require_edit(desk, this)
        return save_section(request, desk, page)
    return show_section(request, desk, page)


def show_section(request: PersonRequest, desk: Desk, page: SectionPage, status: int = 200) -> HttpResponse:
    sections = desk.wave.questionnaire.document.sections
    place = sections.index(page.section)
    context = {
        "desk": desk,
        "section": page.section,
        "may_edit": desk.may_edit_section(page.section),
        "questions": page.html(),
        "progress": return_progress(desk.response, page.values),
        "previous": sections[place - 1] if place else None,
        "place": place + 1,
    }
    return render(request, "survey/section.html", context, status=status)


def save_section(request: PersonRequest, desk: Desk, before: SectionPage) -> HttpResponse:
    """Save what was sent; go on unless something was refused or the answers lead to further questions here."""
    intake = take_in(desk.response, before.section.questions, request.POST, request.user)
    after = SectionPage(desk.response, before.section, before.answers | intake.answers)
    refused = {code: messages for code, messages in intake.errors.items() if code in after.shown_codes}
    if refused:
        messages.error(request, _("Some answers are not saved yet. Please look at the marked questions."))
        after.sent, after.errors = intake.sent, refused
        return show_section(request, desk, after, status=422)
    if "clear" in request.POST:
        return redirect(f"{request.path}#{request.POST['clear']}")
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
