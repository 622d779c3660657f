"""All answers on one page before handing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from survey.access import desk_or_404
from survey.actions.submit import evidence_of
from survey.offers import count_open_offers
from survey.requests import PersonRequest
from survey.review import review_of
from survey.unsaved import unsaved_entries


@login_required
@require_safe
def review(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    document = desk.wave.questionnaire.document
    answers = desk.response.answer_values()
    reviewed = review_of(document, answers, desk.municipality.population, evidence_of(desk.response, answers))
    offers = count_open_offers(desk.response, desk.editable_sections)
    context = {"desk": desk, "review": reviewed, "offers": offers, "unsaved": unsaved_entries(request, desk)}
    return render(request, "survey/review.html", context)
