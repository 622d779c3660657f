"""The log of a return."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from survey.access import desk_or_404
from survey.log import log_of
from survey.requests import PersonRequest


@login_required
@require_safe
def log(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    return render(request, "survey/log.html", {"desk": desk, "steps": log_of(desk.response)})
