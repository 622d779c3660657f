"""What waits for whoever opens the administration."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS

from survey.admin.letter import StateFilter
from survey.admin.people import SeenFilter, never_here
from survey.admin.territory import CoordinationFilter, ReturnStateFilter, state_in_current_wave, without_coordination
from survey.models import Letter, Municipality, Query, ReopeningRequest, Response, User


@dataclass(frozen=True)
class Work:
    """`count` things that wait, on the page with this address."""

    title: str | Promise
    count: int
    url: str


def work_for(user: User) -> list[Work]:
    """The most urgent first; one query for each."""
    presented = Response.State.PRESENTED
    waiting_for_release = Municipality.objects.alias(state=state_in_current_wave()).filter(state=presented)
    queries = [
        Work(
            _("Queries to the team"),
            Query.objects.waiting_for_team().count(),
            f"{reverse('survey:team_queries')}?state=waiting",
        )
    ]
    return [
        _listed(
            _("Requests for a later deadline"),
            ReopeningRequest.objects.filter(state=ReopeningRequest.State.OPEN),
            f"state__exact={ReopeningRequest.State.OPEN}",
        ),
        *(queries if user.reads_atlas else []),
        _listed(
            _("Letters that were not sent"),
            Letter.objects.filter(status=STATUS.failed),
            f"{StateFilter.parameter_name}={STATUS.failed}",
        ),
        _listed(
            _("Municipalities without coordination"),
            without_coordination(Municipality.objects.all()),
            f"{CoordinationFilter.parameter_name}={CoordinationFilter.WITHOUT}",
        ),
        _listed(
            _("Returns that wait for their release"),
            waiting_for_release,
            f"{ReturnStateFilter.parameter_name}={presented}",
        ),
        _listed(
            _("People who have never logged in"),
            never_here(User.objects.all()),
            f"{SeenFilter.parameter_name}={SeenFilter.NEVER}",
        ),
    ]


def _listed(title: Promise, found: QuerySet, filtered: str) -> Work:
    """On the list of the model, filtered alike."""
    address = reverse(f"admin:survey_{found.model._meta.model_name}_changelist")
    return Work(title, found.count(), f"{address}?{filtered}")
