"""Who may open which address: every address of the project × every role.

The table is the whole of it: an address that is missing here fails the first test. A new one takes one line.
"""

from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from tests.access.addresses import names_outside
from tests.access.conftest import ROLES

TOWN_HALL = ("colleague", "reader", "coordinator")
PREFIXES = ("admin/", "accounts/")  # tested by group below


def everyone(status):
    return dict.fromkeys(ROLES, status)


def logged_in(status):
    return everyone(status) | {"anonymous": 302}


def town_hall(**statuses):
    """Members of the municipality; for all others the address does not exist."""
    return logged_in(404) | dict.fromkeys(TOWN_HALL, 200) | statuses


def analysts(status=200):
    return logged_in(403) | {"analyst": status, "admin": status}


@dataclass(frozen=True)
class Row:
    """An address, how it is called, and what each role gets."""

    name: str
    statuses: dict
    method: str = "get"
    arguments: tuple = ()
    data: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.method} {self.name}"


RETURN = ("wave", "ags")
MATRIX = [
    Row("start", everyone(200)),
    Row("health", everyone(200)),
    Row("favicon", everyone(302)),
    Row("set_language", everyone(405)),
    Row("set_language", everyone(302), "post", data={"language": "en"}),
    Row("demo_login", everyone(405)),
    Row("demo_login", everyone(404), "post", data={"account": "nobody"}),
    # filling in
    Row("survey:returns", logged_in(200) | dict.fromkeys((*TOWN_HALL, "neighbour"), 302)),
    Row("survey:overview", town_hall(), arguments=RETURN),
    Row("survey:section", town_hall(), arguments=(*RETURN, "section")),
    Row("survey:section", town_hall(colleague=302, coordinator=302, reader=403), "post", (*RETURN, "section")),
    Row("survey:answer", everyone(405), arguments=(*RETURN, "code")),
    Row("survey:answer", town_hall(anonymous=401, reader=403), "post", (*RETURN, "code")),
    # handing in
    Row("survey:review", town_hall(), arguments=RETURN),
    Row("survey:submit", town_hall(colleague=403, reader=403), arguments=RETURN),
    Row("survey:submit", town_hall(colleague=403, reader=403, coordinator=302), "post", RETURN),
    Row("survey:reopen", logged_in(405), arguments=RETURN),
    Row("survey:reopen", town_hall(colleague=403, reader=403, coordinator=302), "post", RETURN),
    Row("survey:receipt", town_hall(), arguments=(*RETURN, "number")),
    # atlas
    Row("atlas:overview", analysts()),
    Row("atlas:municipality", town_hall(analyst=200, admin=200), arguments=("ags",)),
    Row("atlas:card", analysts(), arguments=("card",)),
    Row("atlas:answers", analysts()),
    Row("atlas:municipalities", analysts()),
    Row("atlas:districts", analysts()),
]


@pytest.fixture
def places(submission):
    """What the names of arguments in the table stand for."""
    section = submission.response.wave.questionnaire.document.sections[0]
    return {
        "wave": submission.response.wave.slug,
        "ags": submission.response.municipality_id,
        "section": section.slug,
        "code": section.questions[0].code,
        "number": submission.number,
        "card": "index-by-district",
    }


def test_every_address_is_in_the_matrix():
    assert sorted({row.name for row in MATRIX}) == names_outside(*PREFIXES)


def test_every_address_tells_what_each_role_gets():
    assert all(set(row.statuses) == set(ROLES) for row in MATRIX)


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_each_role_gets_what_the_matrix_says(row, places, browser_of):
    path = reverse(row.name, args=[places[name] for name in row.arguments])
    # Whoever hands in changes what others may do: those without the right go first.
    order = sorted(ROLES, key=lambda role: role == "coordinator")
    found = {role: getattr(browser_of(role), row.method)(path, row.data).status_code for role in order}
    assert found == row.statuses


def test_anonymous_visitors_are_led_to_the_code_page(places, browser_of):
    for row in MATRIX:
        if row.method == "get" and row.statuses["anonymous"] == 302 and row.statuses != everyone(302):
            path = reverse(row.name, args=[places[name] for name in row.arguments])
            assert browser_of("anonymous").get(path).url.startswith("/accounts/login/code/?next="), row


def test_person_who_left_is_logged_out(places, browser_of, people):
    browser = browser_of("coordinator")
    people["coordinator"].is_active = False
    people["coordinator"].save()
    assert browser.get(reverse("survey:overview", args=[places["wave"], places["ags"]])).status_code == 302
