"""The returns of a person, and the overview of one return."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from survey.access import desk_or_404, memberships_of
from survey.models import Wave
from survey.progress import return_progress
from survey.requests import PersonRequest


@login_required
@require_safe
def returns(request: PersonRequest) -> HttpResponse:
    """Straight to the return where a person has one municipality and one wave, else the choice."""
    memberships = list(memberships_of(request.user))
    waves = list(Wave.objects.begun())
    if len(memberships) == len(waves) == 1:
        return redirect("survey:overview", waves[0].slug, memberships[0].municipality_id)
    return render(request, "survey/returns.html", {"memberships": memberships, "waves": waves})


@login_required
@require_safe
def overview(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    context = {
        "desk": desk,
        "progress": return_progress(desk.response),
        "last_submission": desk.response.submissions.order_by("number").last(),
    }
    return render(request, "survey/overview.html", context)
