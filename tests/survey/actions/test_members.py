from datetime import timedelta

import pytest
from django.utils import timezone

from survey.actions import AlreadyMember, LastCoordinator, change_member, invite, remove_member
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
    with pytest.raises(AlreadyMember):
        invite_sascha(response, kim, role="reader", sections=[])


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


def roles_in(wave, response):
    """Who has which role in the wave, in the municipality of the return."""
    members = Membership.objects.in_force(response.municipality_id, wave.slug)
    return {member.user: member.role for member in members.select_related("user")}


def test_removed_from_this_wave_a_colleague_keeps_standing_roles_in_the_others(response, kim):
    standing = MembershipFactory(municipality=response.municipality, role="coordinator")
    remove_member(response=response, by=kim, membership=standing)
    earlier, coming = WaveFactory(earlier=True), coming_wave()
    assert roles_in(response.wave, response) == {kim: "coordinator"}
    for wave in (earlier, coming):
        assert roles_in(wave, response) == {kim: "coordinator", standing.user: "coordinator"}


def test_colleague_removed_from_this_wave_is_invited_again(response, kim):
    sascha = MembershipFactory(municipality=response.municipality, role="reader", user__name="S. Vogt").user
    for _twice in range(2):
        membership = Membership.objects.in_force(response.municipality_id, response.wave.slug).get(user=sascha)
        remove_member(response=response, by=kim, membership=membership)
        assert sascha not in roles_in(response.wave, response)
        again = invite_sascha(response, kim, email=sascha.email)
        assert (again.role, again.known_as) == ("contributor", "S. Vogt")
    assert roles_in(coming_wave(), response)[sascha] == "reader"


def test_removed_everywhere_a_colleague_has_no_role_in_any_wave(response, kim):
    town, coming = response.municipality, coming_wave()
    standing = MembershipFactory(municipality=town, role="reader")
    for wave in (response.wave, coming):
        MembershipFactory(user=standing.user, municipality=town, wave=wave, role="contributor")
    elsewhere = MembershipFactory(user=standing.user)
    special = Membership.objects.in_force(town.pk, response.wave.slug).get(user=standing.user)
    remove_member(response=response, by=kim, membership=special, everywhere=True)
    assert list(standing.user.memberships.all()) == [elsewhere]


@pytest.fixture
def next_coordinator(response, kim):
    """Coordinates all waves; Kim, from now on, this one only."""
    kim.memberships.update(wave=response.wave)
    return MembershipFactory(municipality=response.municipality, role="coordinator")


def coming_wave():
    return WaveFactory(opens_at=timezone.now() + timedelta(days=9), closes_at=timezone.now() + timedelta(days=99))


def test_coming_wave_keeps_its_only_coordinator(response, kim, next_coordinator):
    wave = coming_wave()
    with pytest.raises(LastCoordinator) as refused:
        remove_member(response=response, by=kim, membership=next_coordinator, everywhere=True)
    assert refused.value.waves == [wave]
    assert roles_in(wave, response) == {next_coordinator.user: "coordinator"}
    assert not response.events.exists()


def test_wave_that_only_a_later_deadline_keeps_open_keeps_its_only_coordinator(response, kim, next_coordinator):
    later = timezone.now() + timedelta(days=2)
    extended = ResponseFactory(municipality=response.municipality, wave__earlier=True, extended_until=later)
    ResponseFactory(municipality=response.municipality, wave__earlier=True)
    with pytest.raises(LastCoordinator) as refused:
        remove_member(response=response, by=kim, membership=next_coordinator, everywhere=True)
    assert refused.value.waves == [extended.wave]


def test_whoever_takes_over_is_named_beside_the_last_coordinator(response, kim, next_coordinator):
    wave = coming_wave()
    MembershipFactory(user=kim, municipality=response.municipality, wave=wave, role="reader")
    remove_member(response=response, by=kim, membership=next_coordinator, everywhere=True, takes_over=True)
    assert roles_in(wave, response) == roles_in(response.wave, response) == {kim: "coordinator"}
    removed, taken_over = response.events.all()
    assert (removed.kind, taken_over.kind) == ("removed", "taken_over")
    assert (taken_over.by, taken_over.person) == (kim, next_coordinator.user)


def test_nobody_takes_over_from_themselves(response, kim, next_coordinator):
    coming_wave()
    with pytest.raises(LastCoordinator):
        remove_member(
            response=response, by=next_coordinator.user, membership=next_coordinator, everywhere=True, takes_over=True
        )


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
    assert kim not in roles_in(response.wave, response)
