"""Handing in with a release: presented by the coordination, released or sent back by the head of office."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from survey import actions
from survey.access import Desk, desk_or_404, require_coordinator_in_time, require_release_holder
from survey.actions.release import addresses_of
from survey.actions.submit import RequiredAnswersMissing, evidence_of
from survey.log import last_step
from survey.models import Membership
from survey.reason_form import PresentForm, ReasonForm
from survey.requests import PersonRequest
from survey.review import review_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def present(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """Ask once, then present; with required answers missing, the list of them instead."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator_in_time(desk)
    if not desk.may_present:
        return redirect("survey:overview", wave_slug, ags)
    form = PresentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        link = address(request, desk, "release")
        try:
            actions.present(response=desk.response, by=request.user, link=link, **form.cleaned_data)
        except RequiredAnswersMissing:
            messages.error(request, _("The return is not presented: required answers are missing."))
        except actions.TooManyLetters as refused:
            form.add_error("remark", str(refused))
        else:
            messages.success(request, _("The return is presented for release."))
            return redirect("survey:overview", wave_slug, ags)
    context = review_context(desk) | {"form": form, "holders": addresses_of(desk.response, Membership.Role.RELEASE)}
    if context["review"].missing_count:
        return render(request, "survey/review.html", context, status=409)
    return render(request, "survey/present.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator_in_time(desk)
    if desk.may_withdraw:
        actions.withdraw(response=desk.response, by=request.user)
        messages.info(
            request, _("You can change your answers again. Please present the return once more when you are done.")
        )
    return redirect("survey:overview", wave_slug, ags)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """The choice of the head of office: release, or send back."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_release_holder(desk)
    if not desk.may_release:
        return redirect("survey:overview", wave_slug, ags)
    if request.method == "POST":
        link = address(request, desk, "overview")
        submission = actions.release(response=desk.response, by=request.user, link=link)
        return redirect("survey:receipt", wave_slug, ags, submission.number)
    return render(request, "survey/release.html", release_context(desk, ReasonForm()))


@login_required
@require_POST
def send_back(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    require_release_holder(desk)
    if not desk.may_release:
        return redirect("survey:overview", wave_slug, ags)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "survey/release.html", release_context(desk, form), status=422)
    link, reason = address(request, desk, "overview"), form.cleaned_data["reason"]
    try:
        actions.send_back(response=desk.response, by=request.user, link=link, remark=reason)
    except actions.TooManyLetters as refused:
        form.add_error("reason", str(refused))
        return render(request, "survey/release.html", release_context(desk, form), status=422)
    messages.success(request, _("The return is with the coordination again."))
    return redirect("survey:overview", wave_slug, ags)


def review_context(desk: Desk) -> dict[str, Any]:
    document = desk.wave.questionnaire.document
    answers = desk.response.answer_values()
    review = review_of(document, answers, desk.municipality.population, evidence_of(desk.response, answers))
    return {"desk": desk, "review": review}


def release_context(desk: Desk, form: ReasonForm) -> dict[str, Any]:
    return review_context(desk) | {"form": form, "presented": last_step(desk.response)}


def address(request: PersonRequest, desk: Desk, name: str) -> str:
    return request.build_absolute_uri(reverse(f"survey:{name}", args=[desk.wave.slug, desk.municipality.pk]))
