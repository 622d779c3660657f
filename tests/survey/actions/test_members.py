from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from survey.actions import LastCoordinator, change_member, invite, remove_member
from survey.models import Event, Membership, User
from tests.factories import MembershipFactory, ResponseFactory, WaveFactory

LINK = "https://atlas.example/there/"
FIRST, SECOND = "STR", "VER"

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    return ResponseFactory()


@pytest.fixture
def kim(response):
    return MembershipFactory(municipality=response.municipality, role="coordinator").user


def invite_sascha(response, kim, **fields):
    given = {"email": "Sascha.Vogt@stadt.example", "name": "Sascha Vogt", "role": "contributor", "sections": [FIRST]}
    return invite(response=response, by=kim, link=LINK, **given | fields)


def sections_of(response, user):
    return set(response.assignments.filter(user=user).values_list("section", flat=True))


def test_invited_colleague_gets_role_sections_and_a_letter(response, kim, mailoutbox):
    day = timezone.localdate() + timedelta(days=5)
    membership = invite_sascha(response, kim, wish_date=day, sentence="Sie kennen die Zahlen.")
    assert (membership.role, membership.wave) == ("contributor", response.wave)
    assert sections_of(response, membership.user) == {FIRST}
    (letter,) = mailoutbox
    assert letter.to == ["sascha.vogt@stadt.example"]
    assert "Mitarbeit" in letter.body
    assert LINK in letter.body
    assert "Sie kennen die Zahlen." in letter.body
    assert f"{day.day}. " in letter.body
    assert response.events.get().person == membership.user


def test_person_known_from_another_town_keeps_account_and_name(response, kim):
    known = MembershipFactory(user__email="sascha.vogt@stadt.example", user__name="S. Vogt").user
    assert invite_sascha(response, kim).user == known
    assert User.objects.get(pk=known.pk).name == "S. Vogt"
    assert known.memberships.count() == 2


def test_second_role_in_the_same_wave_is_refused(response, kim):
    invite_sascha(response, kim)
    with pytest.raises(ValidationError):
        invite_sascha(response, kim)


def test_new_sections_are_told_and_former_ones_taken_back(response, kim, mailoutbox):
    membership = invite_sascha(response, kim)
    mailoutbox.clear()
    change_member(response=response, by=kim, membership=membership, role="contributor", sections=[SECOND], link=LINK)
    assert sections_of(response, membership.user) == {SECOND}
    assert len(mailoutbox) == 1
    change_member(response=response, by=kim, membership=membership, role="reader", link=LINK)
    assert sections_of(response, membership.user) == set()
    assert len(mailoutbox) == 1


def test_standing_role_changed_for_one_wave_stays_in_the_others(response, kim):
    standing = MembershipFactory(municipality=response.municipality, role="contributor")
    change_member(response=response, by=kim, membership=standing, role="reader", link=LINK)
    town = response.municipality_id
    assert Membership.objects.in_force(town, response.wave.slug).get(user=standing.user).role == "reader"
    assert Membership.objects.in_force(town, WaveFactory().slug).get(user=standing.user).role == "contributor"


def test_removed_colleague_has_neither_role_nor_sections(response, kim):
    membership = invite_sascha(response, kim)
    remove_member(response=response, by=kim, membership=membership)
    assert not membership.user.memberships.exists()
    assert sections_of(response, membership.user) == set()
    assert response.events.first().kind == Event.Kind.REMOVED


def test_last_coordinator_stays(response, kim):
    membership = kim.memberships.get()
    with pytest.raises(LastCoordinator):
        remove_member(response=response, by=kim, membership=membership)
    with pytest.raises(LastCoordinator):
        change_member(response=response, by=kim, membership=membership, role="reader", link=LINK)
    MembershipFactory(municipality=response.municipality, role="coordinator")
    remove_member(response=response, by=kim, membership=membership)
    assert not kim.memberships.exists()
