import pytest
from django.db import InternalError, transaction

from survey.actions import NotEditable, RequiredAnswersMissing, present, release, save_answers, send_back, withdraw
from survey.models import Event, Submission
from tests.factories import MembershipFactory, ResponseFactory, complete_answers

SITE = "https://atlas.example"
LINK = f"{SITE}/there/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    return ResponseFactory(wave__requires_release=True)


@pytest.fixture
def kim(response):
    return MembershipFactory(municipality=response.municipality, role="coordinator").user


@pytest.fixture
def mayor(response):
    return MembershipFactory(municipality=response.municipality, role="release").user


@pytest.fixture
def presented(response, kim, mayor):
    save_answers(response=response, values=complete_answers(), by=kim)
    present(response=response, by=kim, link=LINK, remark="Bitte bis Freitag.")
    return response


def kinds(response):
    return [event.kind for event in response.events.order_by("pk")]


def test_presented_return_is_announced_and_closed_for_changes(presented, kim, mayor, mailoutbox):
    (letter,) = mailoutbox
    assert letter.to == [mayor.email]
    assert "Bitte bis Freitag." in letter.body
    with pytest.raises(NotEditable, match="Freigabe"):
        save_answers(response=presented, values={"STR-02": 1}, by=kim)


def test_incomplete_return_is_not_presented(response, kim, mailoutbox):
    with pytest.raises(RequiredAnswersMissing):
        present(response=response, by=kim, link=LINK)
    response.refresh_from_db()
    assert response.state == "open"
    assert mailoutbox == []


def test_release_hands_in_what_was_presented(presented, kim, mayor, mailoutbox):
    mailoutbox.clear()
    submission = release(response=presented, by=mayor, site=SITE)
    assert (submission.number, submission.submitted_by) == (1, mayor)
    assert presented.is_submitted
    assert [letter.to for letter in mailoutbox] == [[kim.email], [mayor.email]]
    assert kinds(presented) == [Event.Kind.PRESENTED, Event.Kind.RELEASED]


def test_return_sent_back_is_open_and_says_why(presented, kim, mayor, mailoutbox):
    mailoutbox.clear()
    send_back(response=presented, by=mayor, link=LINK, remark="Die Stellenzahl stimmt nicht.")
    save_answers(response=presented, values={"STR-02": 1}, by=kim)
    assert "Die Stellenzahl stimmt nicht." in mailoutbox[0].body
    assert Submission.objects.count() == 0


def test_withdrawn_return_cannot_be_released(presented, kim, mayor):
    withdraw(response=presented, by=kim)
    with pytest.raises(NotEditable):
        release(response=presented, by=mayor, site=SITE)
    assert Submission.objects.count() == 0


def test_steps_of_the_log_can_neither_be_changed_nor_deleted(presented):
    step = presented.events.get()
    step.remark = "anders"
    for change in (step.delete, step.save):
        with pytest.raises(InternalError), transaction.atomic():
            change()
