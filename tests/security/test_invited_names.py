"""Inviting an address tells nothing about the person behind it that the municipality does not know."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from survey.actions.release import addresses_of
from survey.models import Membership
from tests.factories import MembershipFactory, ResponseFactory, UserFactory, WaveFactory

pytestmark = pytest.mark.django_db
EMAIL, TYPED, REAL = "sascha@verband.example", "Frau V.", "Alexandra Geheim"
PAGES = ("overview", "people", "log", "present")

# Who may be behind the address: for the coordination they must all look alike.
PERSONS = {
    "unknown": lambda: None,
    "elsewhere": lambda: MembershipFactory(user__email=EMAIL, user__name=REAL, user__last_login=timezone.now()),
    "analyst": lambda: UserFactory(email=EMAIL, name=REAL, analyst=True, last_login=timezone.now()),
    "closed": lambda: UserFactory(email=EMAIL, name=REAL, is_active=False, last_login=timezone.now()),
}


@pytest.fixture
def response():
    response = ResponseFactory()
    response.wave.requires_release = True
    response.wave.save()
    return response


@pytest.fixture
def coordinator(response):
    return MembershipFactory(municipality=response.municipality, user__name="Kim Berger").user


@pytest.fixture
def browser(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def address(response):
    return lambda name, *more: reverse(f"survey:{name}", args=[response.wave.slug, response.municipality_id, *more])


@pytest.fixture
def invite(browser, address):
    def send(role="contributor"):
        sections = ["STR"] if role == "contributor" else []
        form = {"email": EMAIL, "name": TYPED, "role": role, "sections": sections}
        return browser.post(address("people"), form, follow=True).text

    return send


@pytest.fixture
def shown(browser, address):
    """All that the coordination sees of the people of its return."""

    def read():
        members = Membership.objects.filter(user__email=EMAIL, invited_as=TYPED).values_list("pk", flat=True)
        pages = [*map(address, PAGES), *(address("member", pk) for pk in members)]
        return "\n".join(browser.get(page, follow=True).text for page in pages)

    return read


@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize("role", ["contributor", "coordinator", "release", "reader"])
def test_whoever_is_invited_looks_the_same(invite, shown, mailoutbox, person, role):
    PERSONS[person]()
    text = invite(role) + shown()
    assert REAL not in text
    assert f"<strong>{TYPED}</strong>" in text
    assert f"Kim Berger hat {TYPED} eingeladen" in text
    assert f"Wir haben an {EMAIL} geschrieben" in text
    assert "noch nicht hier gewesen" in text
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]


@pytest.mark.parametrize("person", PERSONS)
def test_tasks_reminders_and_removal_tell_nothing_either(browser, address, invite, shown, person):
    PERSONS[person]()
    invite()
    (pk,) = Membership.objects.filter(invited_as=TYPED).values_list("pk", flat=True)
    changed = browser.post(address("member", pk), {"role": "reader"}, follow=True).text
    assert f"{TYPED} sind gespeichert" in changed
    reminded = browser.post(address("remind_member", pk), follow=True).text
    removed = browser.post(address("remove_member", pk), follow=True).text
    assert f"{TYPED} hat keinen Zugang mehr" in removed
    assert REAL not in changed + reminded + removed + shown()


@pytest.mark.parametrize("person", PERSONS)
def test_return_can_be_handed_over_whoever_it_is(browser, address, invite, coordinator, person):
    """Else the refusal would tell that an account is closed."""
    PERSONS[person]()
    invite("coordinator")
    own = coordinator.memberships.get().pk
    assert browser.post(address("member", own), {"role": "reader"}).status_code == 302


@pytest.mark.parametrize("person", PERSONS)
def test_release_is_asked_for_whoever_holds_it(invite, response, person):
    PERSONS[person]()
    invite("release")
    assert addresses_of(response, Membership.Role.RELEASE) == [EMAIL]


def test_person_who_comes_is_known_by_their_own_name(invite, shown, address):
    user = PERSONS["elsewhere"]().user
    invite()
    guest = Client()
    guest.force_login(user)
    guest.get(reverse("survey:returns"))
    assert REAL not in shown(), "not before the return was opened"
    assert guest.get(address("overview")).status_code == 200
    text = shown()
    assert f"<strong>{REAL}</strong>" in text
    assert "noch nicht hier gewesen" not in text
    assert f"Kim Berger hat {TYPED} eingeladen" in text, "the log stays as it was written"


def test_colleague_of_an_earlier_wave_is_known_by_name(invite, shown, response):
    wave = WaveFactory(earlier=True)
    MembershipFactory(user__email=EMAIL, user__name=REAL, municipality=response.municipality, wave=wave)
    assert REAL in invite()


def test_invitation_of_an_earlier_wave_that_nobody_followed_tells_nothing(invite, shown, response):
    wave, user = WaveFactory(earlier=True), PERSONS["elsewhere"]().user
    MembershipFactory(user=user, municipality=response.municipality, wave=wave, invited_as="Anders")
    assert REAL not in invite() + shown()


def test_closed_account_still_opens_nothing(invite, address):
    user = PERSONS["closed"]()
    invite()
    guest = Client()
    guest.force_login(user)
    assert guest.get(address("overview")).status_code == 302
