"""Save one answer as soon as it is given."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from survey.access import Desk, desk_or_404, require_edit
from survey.given_answers import given_answers
from survey.intake import Intake, stands_already, take_in
from survey.models import User
from survey.offer_boxes import OfferBoxes
from survey.page_language import in_language_of_page
from survey.progress import return_progress
from survey.questionnaire.document import Question, Section
from survey.section_page import SectionPage


@require_POST
@in_language_of_page
def answer(request: HttpRequest, wave_slug: str, ags: str, code: str) -> HttpResponse:
    """The feedback below the question, and what else its answer changes on the page of its section."""
    if not request.user.is_authenticated:
        return HttpResponse(_("Your session has ended. Please log in again."), status=401)
    if is_from_another_person(request, request.user):
        return HttpResponse(_("Not saved: meanwhile another person has logged in in this browser."), status=409)
    desk = desk_or_404(request.user, wave_slug, ags)
    section, question = question_or_404(desk, code)
    before = given_answers(desk.response)
    if stands_already(question, request.POST, before):  # also in a return that was handed in meanwhile
        intake = Intake(before, {})
    else:
        require_edit(desk, section)
        intake = take_in(desk.response, [question], request.POST, request.user)
    page = SectionPage(desk, section, before | intake.answers, intake.refusals)
    offers = OfferBoxes(page)
    context = {
        "feedback": page.feedback(code),
        "warnings": {other.code: page.warnings(other) for other in section.questions if other.warnings},
        "progress": return_progress(desk.response, page.values),
        "page": page,
        "offers": offers,
        "boxes": offers.boxes_after(code),
        "typed": None if question.choices else page.typed_text(code),
    }
    return render(request, "survey/_answer.html", context, status=422 if intake.refusals else 200)


def is_from_another_person(request: HttpRequest, user: User) -> bool:
    """A page that was left open tells whose it is; its answers are not given in the name of who logged in later."""
    return request.headers.get("X-Person", str(user.pk)) != str(user.pk)


def question_or_404(desk: Desk, code: str) -> tuple[Section, Question]:
    document = desk.wave.questionnaire.document
    try:
        return document.section_of(code), document.question(code)
    except KeyError:
        raise Http404 from None
