"""Each rule that the database holds: the good value goes in, the bad one is refused by name."""

from datetime import timedelta

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from survey.models import Answer, District, Membership, Municipality, Questionnaire, Response, Submission, User, Wave
from tests.factories import (
    DistrictFactory,
    MembershipFactory,
    MunicipalityFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
)

pytestmark = pytest.mark.django_db


def refused_by(name, change):
    """Runs the change and expects the database to refuse it by the constraint of this name."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


@pytest.mark.parametrize("ags", ["8111", "0811a"])
def test_district_key_has_5_digits(ags):
    DistrictFactory(ags="08111")
    with pytest.raises(ValidationError, match="5 Ziffern"):
        District(ags=ags, name="Kreis").full_clean()
    refused_by("district_ags_has_5_digits", lambda: District.objects.create(ags=ags, name="Kreis"))


@pytest.mark.parametrize("ags", ["0811100", "0811100x"])
def test_municipality_key_has_8_digits(ags):
    district = DistrictFactory(ags="08111")
    MunicipalityFactory(district=district, ags="08111000")
    refused_by("municipality_ags_has_8_digits", lambda: MunicipalityFactory(district=district, ags=ags))


def test_municipality_key_begins_with_that_of_its_district():
    first, second = DistrictFactory(ags="08115"), DistrictFactory(ags="08116")
    MunicipalityFactory(district=first, ags="08115003")
    refused_by("municipality_ags_starts_with_district", lambda: MunicipalityFactory(district=second, ags="08115004"))


def test_population_is_positive():
    MunicipalityFactory(population=1)
    refused_by("municipality_population_positive", lambda: MunicipalityFactory(population=0))


def test_municipalities_of_one_name_are_kept_apart_by_key():
    MunicipalityFactory(name="Altdorf")
    MunicipalityFactory(name="Altdorf")
    assert Municipality.objects.filter(name="Altdorf").count() == 2


def test_wave_closes_after_it_opens():
    now = timezone.now()
    WaveFactory(opens_at=now, closes_at=now + timedelta(seconds=1))
    refused_by("wave_closes_after_opening", lambda: WaveFactory(opens_at=now, closes_at=now))


def test_questionnaire_version_is_unique():
    first = QuestionnaireFactory()
    Questionnaire.objects.create(slug=first.slug, version="next", content={}, checksum="")
    refused_by(
        "questionnaire_version_unique",
        lambda: Questionnaire.objects.create(slug=first.slug, version=first.version, content={}, checksum=""),
    )


def test_a_municipality_has_one_return_in_a_wave():
    response = ResponseFactory()
    ResponseFactory(municipality=response.municipality)
    refused_by(
        "response_once_per_wave", lambda: ResponseFactory(municipality=response.municipality, wave=response.wave)
    )


def test_response_state_is_known():
    response = ResponseFactory(state=Response.State.SUBMITTED)
    refused_by("response_state_known", lambda: Response.objects.filter(pk=response.pk).update(state="lost"))


def test_a_question_is_answered_once_in_a_return():
    response, user = ResponseFactory(), UserFactory()
    answer = {"value": 1, "answered_by": user, "answered_at": timezone.now()}
    Answer.objects.create(response=response, code="A", **answer)
    Answer.objects.create(response=response, code="B", **answer)
    refused_by("answer_once_per_question", lambda: Answer.objects.create(response=response, code="A", **answer))


def test_answer_revisions_begin_at_1():
    response, user = ResponseFactory(), UserFactory()
    answer = {"response": response, "value": 1, "answered_by": user, "answered_at": timezone.now()}
    Answer.objects.create(code="A", revision=1, **answer)
    refused_by("answer_revision_from_1", lambda: Answer.objects.create(code="B", revision=0, **answer))


def another_submission(submission, number):
    return Submission.objects.create(
        response=submission.response,
        number=number,
        answers={},
        states={},
        checksum="",
        submitted_by=submission.submitted_by,
        submitted_at=timezone.now(),
    )


def test_submission_numbers_are_unique_and_begin_at_1():
    submission = SubmissionFactory()
    another_submission(submission, 2)
    with pgtrigger.ignore("survey.Submission:submission_numbers_are_consecutive"):  # it would refuse first
        refused_by("submission_number_unique", lambda: another_submission(submission, 1))
        refused_by("submission_number_from_1", lambda: another_submission(submission, 0))


def test_a_person_has_one_role_in_a_municipality():
    membership = MembershipFactory()
    MembershipFactory(user=membership.user)
    refused_by(
        "membership_unique", lambda: MembershipFactory(user=membership.user, municipality=membership.municipality)
    )


def test_membership_role_is_known():
    MembershipFactory(role=Membership.Role.READER)
    refused_by("membership_role_known", lambda: MembershipFactory(role="mayor"))


def test_no_role_is_for_one_wave():
    MembershipFactory(role=Membership.Role.NONE, wave=WaveFactory())
    refused_by("membership_none_in_one_wave", lambda: MembershipFactory(role=Membership.Role.NONE))


def test_email_addresses_are_kept_in_lower_case():
    user = User.objects.create_user("Kim.Berger@Stadt.example", name="Kim Berger")
    assert user.email == "kim.berger@stadt.example"
    refused_by("user_email_in_lower_case", lambda: UserFactory(email="Kim@Stadt.example"))


def test_two_people_cannot_share_an_address_in_another_case():
    UserFactory(email="kim@stadt.example")
    with pytest.raises(ValidationError):
        User.objects.create_user("KIM@stadt.example", name="Kim")


def test_a_person_without_password_cannot_log_in_by_one():
    assert not User.objects.create_user("kim@stadt.example", name="Kim").has_usable_password()


def test_latest_wave_comes_first():
    now = timezone.now()
    old = WaveFactory(opens_at=now - timedelta(days=800), closes_at=now - timedelta(days=700))
    new = WaveFactory()
    WaveFactory(opens_at=now + timedelta(days=1))
    assert list(Wave.objects.begun()) == [new, old]
