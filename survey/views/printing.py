"""A return on paper: pages to print and PDF documents, for every member."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from survey.access import desk_or_404
from survey.models import Response
from survey.printouts.empty import empty_printout
from survey.printouts.filled import draft_printout, submission_printout
from survey.printouts.pdf import pdf_of
from survey.printouts.printout import Printout
from survey.printouts.typesetting import pdf_reply
from survey.requests import PersonRequest


@login_required
@require_safe
def print_return(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    context = {"desk": desk, "printout": present_printout(desk.response), "pdf": "survey:print_pdf"}
    return render(request, "survey/print.html", context)


@login_required
@require_safe
def print_return_pdf(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    return _sent(present_printout(desk_or_404(request.user, wave_slug, ags).response))


@login_required
@require_safe
def print_empty(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    context = {
        "desk": desk,
        "printout": empty_printout(desk.municipality, desk.wave),
        "pdf": "survey:print_empty_pdf",
    }
    return render(request, "survey/print.html", context)


@login_required
@require_safe
def print_empty_pdf(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    return _sent(empty_printout(desk.municipality, desk.wave))


@login_required
@require_safe
def submission_pdf(request: PersonRequest, wave_slug: str, ags: str, number: int) -> HttpResponse:
    desk = desk_or_404(request.user, wave_slug, ags)
    submission = get_object_or_404(desk.response.submissions.select_related("submitted_by"), number=number)
    return _sent(submission_printout(submission))


def present_printout(response: Response) -> Printout:
    """The submission where the return is handed in, else the working copy as a draft."""
    if response.is_submitted:
        return submission_printout(response.submissions.select_related("submitted_by").latest("number"))
    return draft_printout(response)


def _sent(printout: Printout) -> HttpResponse:
    return pdf_reply(pdf_of(printout), printout.name)
