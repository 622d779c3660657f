"""The Content-Security-Policy is strict, and no page needs more.

That no page breaks it, and that no request leaves the machine, is asserted for every visitor of every browser test.
"""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def directives(person):
    """The policy of the present page: name → sources."""
    response = person.page.reload()
    parts = response.headers["content-security-policy"].split(";")
    return {name: sources.split() for name, _, sources in (part.strip().partition(" ") for part in parts)}


def test_the_atlas_draws_all_its_figures(neighbours, visitor):
    person = visitor()
    person.log_in_as("analyst")
    assert person.draw_figures() == 7


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("coordinator", "/"),
        ("coordinator", "/survey/atlas-2026/08116019/sections/strategie-organisation/"),
        ("coordinator", "/atlas/municipalities/08116019/"),
        ("analyst", "/atlas/"),
        ("analyst", "/atlas/robustness/"),
        ("analyst", "/atlas/map/"),
        ("admin", "/admin/survey/municipality/"),
    ],
)
def test_scripts_come_from_our_files_only(town_hall, visitor, account, address):
    person = visitor()
    person.log_in_as(account)
    person.open(address)
    policy = directives(person)
    assert policy["default-src"] == ["'self'"]
    assert "script-src" not in policy
    assert "style-src" not in policy
    assert ("style-src-attr" in policy) == address.startswith("/atlas/")


def test_an_inline_script_is_stopped_and_noticed(town_hall, visitor):
    person = visitor()
    page = person.open("/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken over'";
        document.head.append(script);
    }""")
    expect(page).not_to_have_title("taken over")
    assert any("Content Security Policy" in complaint for complaint in person.complaints)
    person.complaints.clear()
