"""Handing in: asked once, confirmed by a receipt, and taken back for correction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from survey import actions
from survey.access import desk_or_404, require_coordinator_in_time
from survey.actions.submit import RequiredAnswersMissing, evidence_of
from survey.conversations import conversations_of
from survey.requests import PersonRequest, site_of
from survey.review import review_of, submission_review
from survey.unsaved import forget_unsaved, unsaved_entries


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """Ask once, and once more if entries would be left out, then hand in; with required answers missing, list them."""
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator_in_time(desk)
    if not desk.may_submit and (request.method != "POST" or desk.wave.requires_release):
        return redirect("survey:present" if desk.may_present else "survey:overview", wave_slug, ags)
    unsaved = unsaved_entries(request, desk)
    asks_again = request.method == "POST" and bool(unsaved) and "without" not in request.POST
    if request.method == "POST" and not asks_again:
        try:
            submission = actions.submit(response=desk.response, by=request.user, site=site_of(request))
        except RequiredAnswersMissing:
            messages.error(request, _("The return is not handed in: required answers are missing."))
        except actions.NotEditable as refused:
            messages.info(request, str(refused))
            return redirect("survey:overview", wave_slug, ags)
        else:
            forget_unsaved(request, desk)
            return redirect("survey:receipt", wave_slug, ags, submission.number)
    document = desk.wave.questionnaire.document
    answers = desk.response.answer_values()
    reviewed = review_of(document, answers, desk.municipality.population, evidence_of(desk.response, answers))
    context = {"desk": desk, "review": reviewed, "unsaved": unsaved, "asks_again": asks_again}
    if reviewed.missing_count:
        return render(request, "survey/review.html", context, status=409)
    context["conversations"] = conversations_of(desk.response)
    return render(request, "survey/submit.html", context, status=409 if asks_again else 200)


@login_required
@require_POST
def reopen(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    require_coordinator_in_time(desk)
    try:
        actions.reopen(response=desk.response, by=request.user)
    except actions.NotEditable as refused:
        messages.info(request, str(refused))
    else:
        again = _("Please hand in once more when you are done.")
        if desk.wave.requires_release:
            again = _("Please present the return for release once more when you are done.")
        changeable = _("You can change your answers again.")
        messages.info(request, f"{changeable} {again}")
    return redirect("survey:overview", wave_slug, ags)


@login_required
@require_safe
def receipt(request: PersonRequest, wave_slug: str, ags: str, number: int) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    submission = get_object_or_404(desk.response.submissions.select_related("submitted_by"), number=number)
    reviewed = submission_review(desk.wave.questionnaire.document, submission)
    context = {
        "desk": desk,
        "submission": submission,
        "submissions": list(desk.response.submissions.listed()),
        "review": reviewed,
    }
    return render(request, "survey/receipt.html", context)
