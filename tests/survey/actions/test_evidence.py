from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from survey.actions import NotEditable, give_evidence, remove_evidence, reopen, submit
from survey.models import Evidence
from survey.printouts.filled import submission_printout
from tests.factories import ResponseFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

LINK = "https://town.example/beschluss.pdf"


@pytest.fixture
def response():
    return ResponseFactory()


def give(response, code, url=LINK, page=3):
    return give_evidence(response=response, code=code, url=url, page=page, by=UserFactory())


def test_evidence_is_kept_with_who_gave_it(response):
    given = give(response, "STR-01")
    evidence = response.evidence.get()
    assert (evidence.code, evidence.url, evidence.page, evidence.given_by) == ("STR-01", LINK, 3, given.given_by)


def test_evidence_given_again_replaces_the_one_before(response):
    give(response, "STR-01")
    give(response, "STR-01", "https://town.example/neu", None)
    evidence = Evidence.objects.get()
    assert (evidence.url, evidence.page) == ("https://town.example/neu", None)


def test_evidence_is_removed(response):
    give(response, "STR-01")
    give(response, "STR-02")
    remove_evidence(response=response, code="STR-01")
    assert Evidence.objects.get().code == "STR-02"


def test_evidence_of_answers_is_handed_in_and_stays_as_it_was():
    response = SubmissionFactory().response
    reopen(response=response, by=UserFactory())
    code = next(iter(response.answer_values()))
    give(response, code)
    handed_in = submit(response=response, by=UserFactory())
    reopen(response=response, by=UserFactory())
    remove_evidence(response=response, code=code)
    handed_in.refresh_from_db()
    assert handed_in.evidence == {code: {"url": LINK, "page": 3}}


def test_several_pages_are_handed_in_and_printed():
    response = SubmissionFactory().response
    reopen(response=response, by=UserFactory())
    code = next(iter(response.answer_values()))
    give_evidence(response=response, code=code, url=LINK, page=3, last_page=5, by=UserFactory())
    handed_in = submit(response=response, by=UserFactory())
    assert handed_in.evidence == {code: {"url": LINK, "page": 3, "last_page": 5}}
    printed = {item.code: item.answer for part in submission_printout(handed_in).sections for item in part.items}
    assert printed[code].evidence == f"{LINK}, Seiten 3–5"


@pytest.mark.parametrize(("page", "last_page"), [(None, 5), (5, 5), (5, 3), (5, 10_000)])
def test_the_last_page_stands_behind_the_first(response, page, last_page):
    with pytest.raises(IntegrityError, match="evidence_last_page_after_page"), transaction.atomic():
        give_evidence(response=response, code="STR-01", url=LINK, page=page, last_page=last_page, by=UserFactory())


def test_after_handing_in_evidence_does_not_change():
    response = SubmissionFactory().response
    with pytest.raises(NotEditable, match="abgegeben"):
        give(response, "STR-01")
    with pytest.raises(NotEditable, match="abgegeben"):
        remove_evidence(response=response, code="STR-01")
    assert not Evidence.objects.exists()


def test_after_closing_evidence_does_not_change(response):
    give(response, "STR-01")
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    with pytest.raises(NotEditable, match="beendet"):
        remove_evidence(response=response, code="STR-01")
    assert Evidence.objects.exists()
