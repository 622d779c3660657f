"""Two submissions of a return, answer by answer."""

import re
from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from survey.access import desk_or_404
from survey.changes import changes
from survey.models import Response, Submission
from survey.requests import PersonRequest

NUMBER = re.compile("[0-9]{1,9}")  # Python refuses to read integers of some thousand digits


class NotANumber(Exception):
    pass


@login_required
@require_safe
def compare(request: PersonRequest, wave_slug: str, ags: str) -> HttpResponse:
    """The last two submissions, or those chosen; with fewer than two there is nothing to compare yet."""
    desk = desk_or_404(request.user, wave_slug, ags)
    submissions = list(desk.response.submissions.listed())
    context = {"desk": desk, "submissions": submissions}
    if len(submissions) < 2:
        return render(request, "survey/compare.html", context)
    last_two = [submission.number for submission in submissions[-2:]]
    try:
        numbers = [chosen_number(request.GET, name, last) for name, last in zip(("from", "to"), last_two, strict=True)]
    except NotANumber:
        error = _("Please choose two submissions from the lists.")
        context |= {"error": error, "from_number": last_two[0], "to_number": last_two[1]}
        return render(request, "survey/compare.html", context, status=400)
    before, after = pair_or_404(desk.response, *numbers)
    found = changes(desk.wave.questionnaire.document, before, after)
    context |= {"from_number": before.number, "to_number": after.number, "changes": found}
    return render(request, "survey/compare.html", context)


def chosen_number(query: Mapping[str, str], name: str, default: int) -> int:
    """The number of a submission in an address, the default where none is given; raises NotANumber."""
    text = query.get(name, "")
    if not text:
        return default
    if not NUMBER.fullmatch(text):
        raise NotANumber
    return int(text)


def pair_or_404(response: Response, first: int, second: int) -> tuple[Submission, Submission]:
    found = response.submissions.filter(number__in=[first, second]).select_related("score").order_by()
    by_number = {submission.number: submission for submission in found}
    if first not in by_number or second not in by_number:
        raise Http404
    return by_number[first], by_number[second]
