import pytest

from tests.factories import UserFactory


@pytest.fixture
def admin(db):
    return UserFactory(admin=True, name="Toni Maier")


@pytest.fixture
def browser(client, admin):
    """A superuser's browser."""
    client.force_login(admin)
    return client


@pytest.fixture
def rows():
    """The objects that a list page shows, in its order."""

    def read(reply):
        return list(reply.context["cl"].result_list)

    return read
