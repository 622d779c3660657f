"""What goes wrong is said in plain German."""

import pytest
from django.test import Client, override_settings
from django.urls import path, reverse

from smartregion import urls
from tests.factories import UserFactory


@pytest.mark.parametrize("name", ["set_language", "demo_login"])
def test_address_of_a_button_opened_by_hand_is_explained(client, db, name):
    reply = client.get(reverse(name))
    assert reply.status_code == 405
    assert reply.headers["Allow"] == "POST"
    assert "gehört zu einer Schaltfläche" in reply.text


def test_script_that_opens_the_address_of_a_button_gets_the_sentence_alone(client, db):
    reply = client.get(reverse("set_language"), headers={"HX-Request": "true"})
    assert reply.status_code == 405
    assert "<" not in reply.text


def test_unknown_page_is_explained(client, db):
    reply = client.get("/no-such-page/", headers={"Accept-Language": "en"})
    assert reply.status_code == 404
    assert "Diese Seite gibt es nicht" in reply.text


def test_unknown_host_is_refused(client, db):
    reply = client.get("/", headers={"Host": "evil.example"})
    assert reply.status_code == 400
    assert "Diese Anfrage ist nicht verständlich" in reply.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"language=%ff%fe", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"garbage", "multipart/form-data"),
        (b"&".join(b"field%d=1" % number for number in range(2000)), "application/x-www-form-urlencoded"),
        (b"next=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    ],
    ids=["charset", "no boundary", "too many fields", "too long"],
)
def test_form_that_cannot_be_read_is_refused(db, body, content_type):
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("account_request_login_code"))
    reply = client.post(reverse("set_language"), body, content_type=content_type)
    assert reply.status_code == 400
    assert "Diese Anfrage ist nicht verständlich" in reply.text


@pytest.mark.parametrize(
    "address", ["/%00", "/admin/survey/municipality/?district__ags__exact=%00", "/atlas/?wave=a%00"]
)
def test_nul_byte_in_an_address_is_refused(client, db, address):
    client.force_login(UserFactory(admin=True))
    reply = client.get(address)
    assert reply.status_code == 400
    assert "Diese Anfrage ist nicht verständlich" in reply.text


def test_expired_form_is_explained(db):
    reply = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "en"})
    assert reply.status_code == 403
    assert "Bitte laden Sie die Seite neu" in reply.text


def failing(request):
    raise RuntimeError("this page always fails")


handler500 = urls.handler500
urlpatterns = [path("failing/", failing), *urls.urlpatterns]


@override_settings(ROOT_URLCONF=__name__)
def test_mistake_of_ours_is_explained_without_details(client, db):
    client.raise_request_exception = False
    reply = client.get("/failing/")
    assert reply.status_code == 500
    assert "Bei uns ist etwas schiefgegangen" in reply.text
    assert "always fails" not in reply.text
