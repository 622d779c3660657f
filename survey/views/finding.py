"""From a code or a word to the question in its section."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from survey.access import Desk, desk_or_404
from survey.finding import FindForm, find_questions, question_by_code
from survey.given_answers import given_answers, values_of
from survey.questionnaire.document import Question
from survey.questionnaire.routing import visible_codes
from survey.requests import PersonRequest


@login_required
@require_safe
def by_code(request: PersonRequest, wave_slug: str, ags: str, code: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    question = question_by_code(desk.wave.questionnaire.document, code)
    if question is None:
        raise Http404
    return redirect(place_of(desk, question))


@login_required
@require_safe
def find(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """A code leads to its question at once, words to the questions that hold them."""
    desk = desk_or_404(request.user, wave_slug, ags)
    document = desk.wave.questionnaire.document
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    question = question_by_code(document, words) if words else None
    if question:
        return redirect(place_of(desk, question))
    context = {
        "desk": desk,
        "form": form,
        "words": words,
        "found": find_questions(document, words) if words else [],
        "asked": asked_in(desk),
    }
    return render(request, "survey/find.html", context)


def place_of(desk: Desk, question: Question) -> str:
    """In its section; of a question that is not asked at present its own page, which says so."""
    address = [desk.wave.slug, desk.municipality.pk]
    if question.code not in asked_in(desk):
        return reverse("survey:question", args=[*address, question.code])
    section = desk.wave.questionnaire.document.section_of(question.code)
    return f"{reverse('survey:section', args=[*address, section.slug])}#{question.code}"


def asked_in(desk: Desk) -> set[str]:
    answers = values_of(given_answers(desk.response).values())
    return set(visible_codes(desk.wave.questionnaire.document, answers))
