"""The returns of a person, and the overview of one return."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from survey.access import desk_or_404, desks_of
from survey.conversations import conversations_of
from survey.log import last_step
from survey.members import people_by_section
from survey.next_steps import next_steps
from survey.offers import count_open_offers
from survey.progress import return_progress
from survey.requests import PersonRequest
from survey.unsaved import unsaved_entries


@login_required
@require_safe
def returns(request: PersonRequest) -> HttpResponse:
    """Straight to the return where a person has a single one to fill in, else the choice."""
    desks = desks_of(request.user)
    in_time = [desk for desk in desks if desk.is_in_time] or desks
    if len(in_time) == 1:
        return redirect("survey:overview", in_time[0].wave.slug, in_time[0].municipality.pk)
    return render(request, "survey/returns.html", {"desks": desks})


@login_required
@require_safe
def overview(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    progress = return_progress(desk.response)
    context = {
        "desk": desk,
        "progress": progress,
        "next_steps": next_steps(desk, progress),
        "conversations": conversations_of(desk.response),
        "offers": count_open_offers(desk.response, desk.editable_sections),
        "people": people_by_section(desk.response),
        "last_submission": desk.response.submissions.select_related("submitted_by").order_by("number").last(),
        "last_step": last_step(desk.response),
        "unsaved": unsaved_entries(request, desk),
        "request_for_reopening": desk.response.reopening_requests.first(),
    }
    return render(request, "survey/overview.html", context)
