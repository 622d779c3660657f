import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories import UserFactory

CODE_PAGE = reverse("account_request_login_code")
CONFIRM_PAGE = reverse("account_confirm_login_code")


@pytest.fixture(autouse=True)
def no_attempts_counted_yet(transactional_db):
    cache.clear()


@pytest.fixture
def kim(transactional_db):
    return UserFactory(email="kim@stadt.example", name="Kim Berger")


@pytest.fixture
def request_code(client):
    """Asks for a code as in a fresh browser: a log-in that was begun before is given up."""

    def ask(email="kim@stadt.example"):
        client.post(reverse("account_logout"))
        return client.post(CODE_PAGE, {"email": email}, follow=True)

    return ask


@pytest.fixture
def enter(client):
    return lambda code: client.post(CONFIRM_PAGE, {"code": code}, follow=True)


@pytest.fixture
def logged_in(client):
    return lambda: "_auth_user_id" in client.session
