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
from survey.actions.submit import RequiredAnswersMissing, evidence_of
from survey.conversations import conversations_of
from survey.letters import addresses_of
from survey.log import last_step
from survey.models import Membership
from survey.reason_form import PresentForm, SendBackForm
from survey.requests import PersonRequest, site_of
from survey.review import review_of
from survey.unsaved import forget_unsaved, unsaved_entries


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def present(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """Ask once, and once more if entries would be left out, then present; with required answers missing, list them."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator_in_time(desk)
    if not desk.may_present and not (request.method == "POST" and desk.wave.requires_release):
        return redirect("survey:overview", wave_slug, ags)
    unsaved = unsaved_entries(request, desk)
    asks_again = request.method == "POST" and bool(unsaved) and "without" not in request.POST
    form = PresentForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not asks_again:
        link = address(request, desk, "release")
        try:
            actions.present(response=desk.response, by=request.user, link=link, **form.cleaned_data)
        except RequiredAnswersMissing:
            messages.error(request, _("The return is not presented: required answers are missing."))
        except (actions.NotEditable, actions.TooManyLetters) as refused:
            form.add_error("remark", str(refused))
        else:
            forget_unsaved(request, desk)
            messages.success(request, _("The return is presented for release."))
            return redirect("survey:overview", wave_slug, ags)
    holders = addresses_of(desk.response, Membership.Role.RELEASE)
    context = review_context(desk) | {"form": form, "holders": holders, "unsaved": unsaved, "asks_again": asks_again}
    if context["review"].missing_count:
        return render(request, "survey/review.html", context, status=409)
    return render(request, "survey/present.html", context, status=422 if form.errors else 409 if asks_again else 200)


@login_required
@require_POST
def withdraw(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator_in_time(desk)
    try:
        actions.withdraw(response=desk.response, by=request.user)
    except actions.NotEditable as refused:
        messages.info(request, str(refused))
    else:
        text = _("You can change your answers again. Please present the return once more when you are done.")
        messages.info(request, text)
    return redirect("survey:overview", wave_slug, ags)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """The choice of the head of office: release, or send back."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_release_holder(desk)
    if request.method == "POST":
        try:
            submission = actions.release(response=desk.response, by=request.user, site=site_of(request))
        except actions.NotEditable as refused:
            messages.info(request, str(refused))
        else:
            return redirect("survey:receipt", wave_slug, ags, submission.number)
    elif desk.may_release:
        return render(request, "survey/release.html", release_context(desk, SendBackForm()))
    return redirect("survey:overview", wave_slug, ags)


@login_required
@require_POST
def send_back(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    require_release_holder(desk)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return render(request, "survey/release.html", release_context(desk, form), status=422)
    link, reason = address(request, desk, "overview"), form.cleaned_data["reason"]
    try:
        actions.send_back(response=desk.response, by=request.user, link=link, remark=reason)
    except (actions.NotEditable, actions.TooManyLetters) as refused:
        form.add_error("reason", str(refused))
        return render(request, "survey/release.html", release_context(desk, form), status=422)
    messages.success(request, _("The return is with the coordination again."))
    return redirect("survey:overview", wave_slug, ags)


def review_context(desk: Desk) -> dict[str, Any]:
    document = desk.wave.questionnaire.document
    answers = desk.response.answer_values()
    review = review_of(document, answers, desk.municipality.population, evidence_of(desk.response, answers))
    return {"desk": desk, "review": review, "conversations": conversations_of(desk.response)}


def release_context(desk: Desk, form: SendBackForm) -> dict[str, Any]:
    presented = last_step(desk.response) if desk.may_release else None
    page_address = reverse("survey:release", args=[desk.wave.slug, desk.municipality.pk])
    return review_context(desk) | {"form": form, "presented": presented, "page_address": page_address}


def address(request: PersonRequest, desk: Desk, name: str) -> str:
    return request.build_absolute_uri(reverse(f"survey:{name}", args=[desk.wave.slug, desk.municipality.pk]))
