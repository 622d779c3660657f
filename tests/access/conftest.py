import pytest
from django.test import Client

from survey.actions import reopen
from tests.factories import BoundaryFactory, MembershipFactory, SubmissionFactory, UserFactory, assign

# Of the municipality whose return it is; the colleague has all sections in hand, the unassigned one has none.
TOWN_HALL = ("unassigned", "colleague", "release", "reader", "coordinator")
# An outsider has no role, a neighbour one in another municipality.
ROLES = ("anonymous", "outsider", "neighbour", *TOWN_HALL, "analyst", "office", "admin")


@pytest.fixture
def submission(db):
    """A return that was handed in once and is open again."""
    submission = SubmissionFactory()
    BoundaryFactory(municipality=submission.response.municipality)
    reopen(response=submission.response, by=submission.submitted_by)
    return submission


@pytest.fixture
def people(submission):
    town = submission.response.municipality
    return {
        "outsider": UserFactory(),
        "neighbour": MembershipFactory(role="coordinator").user,
        "unassigned": MembershipFactory(municipality=town, role="contributor").user,
        "colleague": assign(MembershipFactory(municipality=town, role="contributor").user, submission.response),
        "release": MembershipFactory(municipality=town, role="release").user,
        "reader": MembershipFactory(municipality=town, role="reader").user,
        "coordinator": MembershipFactory(municipality=town, role="coordinator").user,
        "analyst": UserFactory(analyst=True),
        "office": UserFactory(office=True),
        "admin": UserFactory(admin=True),
    }


@pytest.fixture
def browser_of(people):
    """A browser in which a person of this role is logged in."""

    def open_browser(role):
        browser = Client()
        if role != "anonymous":
            browser.force_login(people[role])
        return browser

    return open_browser
