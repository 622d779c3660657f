"""Asking for a later deadline."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from survey import actions
from survey.access import desk_or_404, require_coordinator
from survey.models import ReopeningRequest
from survey.reason_form import ReasonForm
from survey.requests import PersonRequest

ALREADY = gettext_lazy("A request of your municipality is with us already. You will hear from us.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_reopening(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator(desk)
    if not desk.may_request_reopening:
        return redirect("survey:overview", wave_slug, ags)
    if request.method != "POST" and desk.response.reopening_requests.filter(state=ReopeningRequest.State.OPEN).exists():
        messages.info(request, ALREADY)
        return redirect("survey:overview", wave_slug, ags)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        link = request.build_absolute_uri(reverse("admin:survey_reopeningrequest_changelist"))
        try:
            actions.request_reopening(
                response=desk.response, by=request.user, reason=form.cleaned_data["reason"], link=link
            )
        except actions.AlreadyRequested:
            form.add_error("reason", ALREADY)
        except actions.TooManyLetters as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, _("Your request has reached us. We will write to you."))
            return redirect("survey:overview", wave_slug, ags)
    context = {"desk": desk, "form": form}
    return render(request, "survey/request_reopening.html", context, status=422 if form.errors else 200)
