from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from survey.actions import AlreadyRequested, NotEditable, decide_reopening, request_reopening, save_answers, submit
from tests.factories import MembershipFactory, ResponseFactory, SubmissionFactory, UserFactory

LINK = "https://atlas.example/there/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    """Handed in, and its wave is closed."""
    response = SubmissionFactory().response
    response.wave.closes_at = timezone.now() - timedelta(days=1)
    response.wave.save()
    return response


@pytest.fixture
def kim(response):
    return MembershipFactory(municipality=response.municipality, role="coordinator").user


@pytest.fixture
def request_of_kim(response, kim):
    return request_reopening(response=response, by=kim, reason="Ein Zahlendreher", link=LINK)


def decide(request, until):
    decide_reopening(request=request, by=UserFactory(admin=True), extended_until=until, reply="Gern.", link=LINK)
    request.response.refresh_from_db()
    return request.response


def test_request_reaches_the_team_once(request_of_kim, response, kim, mailoutbox):
    assert mailoutbox[0].to == [settings.CONTACT_EMAIL]
    assert "Ein Zahlendreher" in mailoutbox[0].body
    with pytest.raises(AlreadyRequested):
        request_reopening(response=response, by=kim, reason="Noch einmal", link=LINK)


def test_granted_deadline_holds_for_this_municipality_alone(request_of_kim, response, kim, mailoutbox):
    neighbour = ResponseFactory(wave=response.wave)
    reopened = decide(request_of_kim, timezone.now() + timedelta(days=3))
    save_answers(response=reopened, values={"STR-02": 1}, by=kim)
    assert submit(response=reopened, by=kim).number == 2
    assert mailoutbox[-1].to == [kim.email]
    with pytest.raises(NotEditable):
        save_answers(response=neighbour, values={"STR-02": 1}, by=kim)


def test_granted_deadline_ends(request_of_kim, kim):
    until = timezone.now() + timedelta(days=3)
    reopened = decide(request_of_kim, until)
    with pytest.raises(NotEditable):
        save_answers(response=reopened, values={"STR-02": 1}, by=kim, at=until)


def test_declined_request_changes_nothing(request_of_kim, kim, mailoutbox):
    untouched = decide(request_of_kim, None)
    assert untouched.is_submitted
    assert not untouched.is_in_time()
    assert "Gern." in mailoutbox[-1].body
