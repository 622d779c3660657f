import pandas as pd
import pytest
from django.utils import timezone

from atlas import contact, frames
from survey.actions import present, save_answers
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    ResponseFactory,
    SubmissionFactory,
    WaveFactory,
    complete_answers,
)

pytestmark = pytest.mark.django_db


def state_of(wave, town):
    found = contact.open_municipalities(frames.standing(wave), frames.contacts(wave))
    return dict(zip(found["ags"], found["contact"], strict=True)).get(town.pk)


@pytest.fixture
def wave():
    return WaveFactory()


@pytest.fixture
def town():
    return MunicipalityFactory()


def test_contact_goes_from_nobody_to_handed_in(wave, town):
    assert state_of(wave, town) == contact.NOBODY
    person = MembershipFactory(municipality=town).user
    assert state_of(wave, town) == contact.INVITED
    person.last_login = timezone.now()
    person.save()
    assert state_of(wave, town) == contact.HERE
    response = ResponseFactory(wave=wave, municipality=town)
    assert state_of(wave, town) == contact.HERE
    save_answers(response=response, values=complete_answers(), by=person)
    assert state_of(wave, town) == contact.BEGUN
    wave.requires_release = True
    wave.save()
    present(response=response, by=person, link="http://testserver/")
    assert state_of(wave, town) == contact.PRESENTED


def test_whoever_handed_in_is_not_open(wave):
    submission = SubmissionFactory(response__wave=wave)
    assert state_of(wave, submission.response.municipality) is None


def test_role_in_another_wave_is_no_contact_here(wave, town):
    MembershipFactory(municipality=town, wave=WaveFactory())
    assert state_of(wave, town) == contact.NOBODY


def test_coordination_is_named_with_its_address(wave, town):
    MembershipFactory(municipality=town, user__name="Kim Berger", user__email="kim@town.example")
    MembershipFactory(municipality=town, role="reader")
    row = frames.contacts(wave).iloc[0]
    assert row["coordination"] == "Kim Berger (kim@town.example)"
    assert row["people"] == 2


def test_people_who_left_are_no_contact(wave, town):
    MembershipFactory(municipality=town, user__is_active=False)
    assert state_of(wave, town) == contact.NOBODY


def test_open_municipalities_are_ordered_by_what_is_to_be_done(wave, town):
    other = MunicipalityFactory(district=town.district)
    MembershipFactory(municipality=town)
    found = contact.open_municipalities(frames.standing(wave), frames.contacts(wave))
    assert found["ags"].tolist() == [other.pk, town.pk]
    assert isinstance(found["contact"].dtype, pd.CategoricalDtype)


def test_role_for_the_wave_goes_before_the_standing_one(wave, town):
    for special in ("reader", "none"):
        person = MembershipFactory(municipality=town, role="coordinator").user
        MembershipFactory(user=person, municipality=town, wave=wave, role=special)
    row = frames.contacts(wave).iloc[0]
    assert (row["people"], row["coordination"]) == (1, "")
