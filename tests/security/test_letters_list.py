"""The list of letters tells whether they left, and nothing of what they say."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from survey.models import Letter
from tests.factories import UserFactory

LIST = reverse("admin:survey_letter_changelist")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def code(client, mail_settings):
    """Of a letter that waits in the queue."""
    cache.clear()
    client.post(reverse("account_request_login_code"), {"email": UserFactory(email="kim@stadt.example").email})
    text = Letter.objects.get().message
    return next(line.strip() for line in text.splitlines() if line.startswith("    "))


def test_admin_sees_to_whom_a_letter_went_but_no_code(client, code):
    client.force_login(UserFactory(admin=True))
    letter = Letter.objects.get()
    for page in (LIST, reverse("admin:survey_letter_change", args=[letter.pk])):
        shown = client.get(page)
        assert shown.status_code == 200
        assert "kim@stadt.example" in shown.text.replace("<wbr>", "")
        assert "Code für die Anmeldung" in shown.text
        assert "wartet auf den Versand" in shown.text
        assert code not in shown.text


@pytest.mark.parametrize("query", ["message__contains", "message__startswith", "html_message__contains", "headers__x"])
def test_code_cannot_be_guessed_by_filters(client, code, query):
    client.force_login(UserFactory(admin=True))
    assert client.get(LIST, {query: code[:2]}).status_code == 400, "Django refuses the look-up"


def test_search_looks_at_addresses_only(client, code):
    client.force_login(UserFactory(admin=True))
    assert "0 " in client.get(LIST, {"q": code}).text.split('class="paginator"')[1][:200]
    assert "kim@stadt.example" in client.get(LIST, {"q": "kim@"}).text.replace("<wbr>", "")


@pytest.mark.parametrize("chosen", [{"state": "2"}, {"kind": "login_code"}, {"state": "9"}, {"kind": "<x>"}])
def test_filters_of_the_list_hold(client, code, chosen):
    client.force_login(UserFactory(admin=True))
    assert client.get(LIST, chosen).status_code == 200


def test_letters_are_neither_written_nor_changed_nor_removed_by_hand(client, code):
    client.force_login(UserFactory(admin=True))
    pk = Letter.objects.get().pk
    assert client.get(reverse("admin:survey_letter_add")).status_code == 403
    assert client.post(reverse("admin:survey_letter_change", args=[pk]), {"to": "eve@x.example"}).status_code == 403
    assert client.post(reverse("admin:survey_letter_delete", args=[pk]), {"post": "yes"}).status_code == 403
    assert Letter.objects.get().to == ["kim@stadt.example"]
