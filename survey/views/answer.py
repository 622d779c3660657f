"""Save one answer as soon as it is given."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from survey.access import Desk, desk_or_404, require_edit
from survey.intake import take_in
from survey.progress import return_progress
from survey.questionnaire.document import Question, Section
from survey.section_page import SectionPage
from survey.views.section import answers_of


@require_POST
def answer(request: HttpRequest, wave_slug: str, ags: str, code: str) -> HttpResponse:
    """The feedback below the question, and what else its answer changes on the page of its section."""
    if not request.user.is_authenticated:
        return HttpResponse(_("Your session has ended. Please log in again."), status=401)
    desk = desk_or_404(request.user, wave_slug, ags)
    section, question = question_or_404(desk, code)
    require_edit(desk, section)
    present = answers_of(desk)
    intake = take_in(desk.response, [question], request.POST, request.user)
    page = SectionPage(desk.response, section, present | intake.answers, intake.sent, intake.errors)
    context = {
        "feedback": page.feedback(code),
        "warnings": {other.code: page.warnings(other) for other in section.questions if other.warnings},
        "progress": return_progress(desk.response, page.values),
        "section": section,
        "desk": desk,
    }
    response = render(request, "survey/_answer.html", context, status=422 if intake.errors else 200)
    return trigger_client_event(response, "survey:routed", routing_of(page))


def question_or_404(desk: Desk, code: str) -> tuple[Section, Question]:
    document = desk.wave.questionnaire.document
    try:
        return document.section_of(code), document.question(code)
    except KeyError:
        raise Http404 from None


def routing_of(page: SectionPage) -> dict[str, list[str]]:
    """Which questions of the section are asked now, and which of their choices are ruled out."""
    withheld = [
        f"{question.code}:{choice}" for question in page.section.questions for choice in page.choices_withheld(question)
    ]
    return {"shown": page.shown_codes, "withheld": withheld}
