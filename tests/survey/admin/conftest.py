from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from post_office.models import STATUS

from tests.factories import (
    LetterFactory,
    MembershipFactory,
    QueryFactory,
    ReopeningRequestFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
)


@pytest.fixture
def admin(db):
    return UserFactory(admin=True, name="Toni Maier")


@pytest.fixture
def browser(client, admin):
    """A superuser's browser."""
    client.force_login(admin)
    return client


@pytest.fixture
def rows():
    """The objects that a list page shows, in its order."""

    def read(reply):
        return list(reply.context["cl"].result_list)

    return read


@pytest.fixture
def work(db):
    """One of everything that waits for the office, and beside it one of the same kind that does not."""
    wave, now = WaveFactory(), timezone.now()
    presented = ResponseFactory(wave=wave, state="presented")
    ResponseFactory(state="presented", wave=WaveFactory(earlier=True), municipality=presented.municipality)
    submission = SubmissionFactory(response__wave=wave, submitted_by__last_login=now)
    coordinator = MembershipFactory(municipality=presented.municipality, user__last_login=now).user
    closed = UserFactory(is_active=False)
    MembershipFactory(municipality=submission.response.municipality, user=closed)
    request = ReopeningRequestFactory(response=submission.response, requested_by=coordinator)
    ReopeningRequestFactory(
        response=presented, requested_by=coordinator, state="declined", decided_by=coordinator, decided_at=now
    )
    query = QueryFactory(response=submission.response, by=coordinator)
    QueryFactory(response=submission.response, by=coordinator, by_team=True, at=now - timedelta(days=1))
    letter = LetterFactory(status=STATUS.failed, context={"kind": "invitation", "response": presented.pk})
    LetterFactory(status=STATUS.sent)
    return SimpleNamespace(
        wave=wave,
        presented=presented,
        request=request,
        query=query,
        letter=letter,
        newcomer=MembershipFactory(municipality=presented.municipality, role="reader").user,
        uncoordinated=submission.response.municipality,
    )
