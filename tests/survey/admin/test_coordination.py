"""Nobody leaves a municipality without a coordination and does not notice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import MembershipFactory, WaveFactory

WARNING = "Niemand koordiniert mehr: Esslingen in „Atlas 2028“ (bisher Kim Berger)."


@pytest.fixture
def kim(db):
    """Coordinates Esslingen in a coming wave, as the last one."""
    opens_at = timezone.now() + timedelta(days=9)
    WaveFactory(title="Atlas 2028", opens_at=opens_at, closes_at=opens_at + timedelta(days=90))
    WaveFactory(title="Atlas 2024", earlier=True)
    return MembershipFactory(
        municipality__name="Esslingen", user__name="Kim Berger", user__email="kim@stadt.example"
    )  # fmt: skip


def page(of, name, *arguments):
    return reverse(f"admin:survey_{of}_{name}", args=arguments)


def form_of(kim, *, role="coordinator", **changes):
    row = {"id": kim.pk, "user": kim.user_id, "municipality": kim.municipality_id, "role": role, "wave": ""}
    inline = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}
    inline |= {f"memberships-0-{name}": value for name, value in row.items()}
    return inline | {"email": kim.user.email, "name": kim.user.name, "is_active": "on"} | changes


def close_account(browser, kim):
    form = form_of(kim)
    del form["is_active"]
    return browser.post(page("user", "change", kim.user_id), form, follow=True)


WAYS = {
    "account closed": close_account,
    "role changed beside the person": lambda browser, kim: browser.post(
        page("user", "change", kim.user_id), form_of(kim, role="reader"), follow=True
    ),
    "role deleted beside the person": lambda browser, kim: browser.post(
        page("user", "change", kim.user_id), form_of(kim, **{"memberships-0-DELETE": "on"}), follow=True
    ),
    "role changed": lambda browser, kim: browser.post(
        page("membership", "change", kim.pk),
        {"user": kim.user_id, "municipality": kim.municipality_id, "role": "reader"},
        follow=True,
    ),
    "role deleted": lambda browser, kim: browser.post(
        page("membership", "delete", kim.pk), {"post": "yes"}, follow=True
    ),
    "several roles deleted": lambda browser, kim: browser.post(
        page("membership", "changelist"),
        {"action": "delete_selected", "_selected_action": [kim.pk], "post": "yes"},
        follow=True,
    ),
    "person deleted": lambda browser, kim: browser.post(
        page("user", "delete", kim.user_id), {"post": "yes"}, follow=True
    ),
    "several people deleted": lambda browser, kim: browser.post(
        page("user", "changelist"),
        {"action": "delete_selected", "_selected_action": [kim.user_id], "post": "yes"},
        follow=True,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_office_is_told_what_nobody_coordinates_any_more(browser, kim, way):
    reply = WAYS[way](browser, kim)
    assert WARNING in [str(message) for message in reply.context["messages"]]


@pytest.mark.parametrize("way", WAYS)
def test_office_is_not_warned_where_somebody_else_coordinates(browser, kim, way):
    MembershipFactory(municipality=kim.municipality, role="coordinator")
    reply = WAYS[way](browser, kim)
    assert "Niemand koordiniert" not in reply.text
    assert reply.context["messages"]


def test_role_ends_in_one_wave_by_saying_so(browser, kim):
    where = {"user": kim.user_id, "municipality": kim.municipality_id, "role": "none"}
    refused = browser.post(page("membership", "add"), where)
    assert "in welcher Erhebung" in refused.text
    wave = WaveFactory(title="Atlas 2026")
    reply = browser.post(page("membership", "add"), where | {"wave": wave.pk}, follow=True)
    assert "Niemand koordiniert mehr: Esslingen in „Atlas 2026“ (bisher Kim Berger)." in reply.text
