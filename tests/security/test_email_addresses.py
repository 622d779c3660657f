"""An address has one spelling at every door, and what is none is refused in words."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from survey.actions import invite
from survey.email_addresses import one_spelling
from survey.models import Membership, User
from tests.factories import MembershipFactory, ResponseFactory, UserFactory
from tests.security.entrance import code_in
from tests.security.migration import migration

pytestmark = pytest.mark.django_db
CODE_PAGE = reverse("account_request_login_code")
KIM = "kim@xn--bcher-kva.example"
SPELLINGS = [
    KIM,
    "Kim@Bücher.example",
    "KIM@XN--BCHER-KVA.EXAMPLE",
    "k\u200bim@bücher.example",
    "\ufeffkim@bücher.example",
    "kim@bü\u00adcher.example",
    "kim@bu\u0308cher.example",
    "ｋｉｍ＠bücher．example",
    " kim@bücher.example. ",
]
REFUSED = [
    '"a b"@x.example',
    '"\x1f{% now "Y" %}"@x.example',
    '"{{1|center:100000000}}"@x.example',
    "a\x00@x.example",
    "a\r\nBcc: b@x.example",
    "a\u202eb@x.example",
    "a@x.example\u200f",
    "Kim <a@x.example>",
    "a@[127.0.0.1]",
    "a@localhost",
    "ä@x.example",
    "a@xn--zzzzzz.example",
    f"{'a' * 65}@x.example",
    f"a@{'ü' * 60}.example",
    f"a@{'x.' * 130}example",
    f"{'a' * 2_000_000}@x.example",
]


@pytest.fixture(autouse=True)
def no_attempts_counted_yet():
    cache.clear()


@pytest.mark.parametrize("typed", SPELLINGS)
def test_one_spelling(typed):
    assert one_spelling(typed) == KIM


@pytest.mark.parametrize("typed", ["a@straße.example", "a@strasse.example", "o'neil+x@x.example", "{{7}}@x.example"])
def test_what_differs_stays_different(typed):
    assert one_spelling(one_spelling(typed)) == one_spelling(typed)
    assert (one_spelling(typed) == typed) == typed.isascii()


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: ascii(typed)[:30])
def test_no_address(typed):
    with pytest.raises(ValidationError):
        one_spelling(typed)


# the door of the log-in


@pytest.mark.parametrize("typed", SPELLINGS)
def test_log_in_finds_the_person(client, mailoutbox, typed):
    person = UserFactory(email=KIM)
    client.post(CODE_PAGE, {"email": typed})
    assert mailoutbox[-1].to == [KIM]
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: ascii(typed)[:30])
def test_log_in_refuses_in_words_and_writes_to_nobody(client, mailoutbox, typed):
    reply = client.post(CODE_PAGE, {"email": typed})
    assert reply.status_code == 200
    assert "E-Mail-Adresse" in str(reply.context["form"].errors["email"])
    assert mailoutbox == []


def test_braces_in_an_address_are_only_text(client, mailoutbox):
    client.post(CODE_PAGE, {"email": "{{7}}@evil.example"})
    assert mailoutbox[-1].to == ["{{7}}@evil.example"]


def test_spellings_share_one_limit_of_attempts(client, mailoutbox):
    UserFactory(email=KIM)
    for typed in SPELLINGS[:6]:
        client.post(reverse("account_logout"))
        client.post(CODE_PAGE, {"email": typed})
    assert len(mailoutbox) == 3


def test_further_address_of_a_person_opens_nothing(client, mailoutbox):
    admin = UserFactory(admin=True)
    EmailAddress.objects.create(user=admin, email="evil@x.example", verified=True, primary=True)
    client.post(CODE_PAGE, {"email": "evil@x.example"})
    assert "nicht hinterlegt" in mailoutbox[-1].body


def test_code_that_went_to_a_former_address_opens_nothing(client, mailoutbox):
    person = UserFactory(email=KIM)
    client.post(CODE_PAGE, {"email": KIM})
    User.objects.filter(pk=person.pk).update(email="new@x.example")
    confirm = {"code": code_in(mailoutbox[-1])}
    assert client.post(reverse("account_confirm_login_code"), confirm, follow=True).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.get(CODE_PAGE).status_code == 200


# the door of the invitation


@pytest.fixture
def response():
    return ResponseFactory()


@pytest.fixture
def send(client, response):
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    page = reverse("survey:people", args=[response.wave.slug, response.municipality_id])
    return lambda typed, role="reader": client.post(page, {"email": typed, "name": "Kim", "role": role})


@pytest.mark.parametrize("typed", SPELLINGS)
def test_invitation_finds_the_person(send, typed):
    person = UserFactory(email=KIM)
    assert send(typed).status_code == 302
    assert Membership.objects.get(role="reader").user == person
    assert send(KIM.upper(), "release").status_code == 422, "a member already"


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: ascii(typed)[:30])
def test_invitation_refuses_in_words_and_keeps_what_was_typed(send, mailoutbox, typed):
    reply = send(typed)
    assert reply.status_code == 422
    assert "E-Mail-Adresse" in str(reply.context["form"].errors["email"])
    assert reply.context["form"]["email"].value() == typed
    assert mailoutbox == []


def test_action_of_the_invitation_has_the_same_door(response):
    person = UserFactory(email=KIM)
    by = MembershipFactory(municipality=response.municipality).user
    fields = {"response": response, "by": by, "name": "Kim", "role": "reader", "link": "https://x.example/"}
    assert invite(email="Kim@Bücher.example", **fields).user == person
    with pytest.raises(ValidationError):
        invite(email='"a b"@x.example', **fields)


# the door of the administration


@pytest.fixture
def add(client):
    client.force_login(UserFactory(admin=True))
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    return lambda typed: client.post(
        reverse("admin:survey_user_add"), {"email": typed, "name": "Kim Neu", "is_active": "on"} | inline
    )


@pytest.mark.parametrize("typed", SPELLINGS)
def test_administration_keeps_one_spelling_and_adds_nobody_twice(add, typed):
    assert add(typed).status_code == 302
    assert User.objects.get(name="Kim Neu").email == KIM
    assert "gibt es schon" in add("Kim@bücher.example").text


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: ascii(typed)[:30])
def test_administration_refuses_in_words(add, typed):
    reply = add(typed)
    assert reply.status_code == 200
    assert reply.context["errors"]
    assert not User.objects.filter(name="Kim Neu").exists()


# the door of commands


@pytest.mark.parametrize("typed", SPELLINGS)
def test_person_is_made_in_one_spelling(typed):
    assert User.objects.create_user(typed, name="Kim").email == KIM


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: ascii(typed)[:30])
def test_no_person_is_made(typed):
    with pytest.raises(ValidationError):
        User.objects.create_user(typed, name="Kim")


# what is there already


def test_migration_mends_what_it_can_and_tells_the_rest(capsys):
    mended, twin, kept = UserFactory(email="a\u200b@x.example"), UserFactory(email="b\u200b@x.example"), UserFactory(
        email="b@x.example"
    )  # fmt: skip
    broken, first, second = (
        UserFactory(email=email) for email in ('"a b"@x.example', "c@bücher.example", "c@bu\u0308cher.example")
    )
    migration("one_spelling_of_addresses").mend_addresses(apps, connection.schema_editor())
    emails = dict(User.objects.values_list("pk", "email"))
    assert [emails[user.pk] for user in (mended, twin, kept, broken, first, second)] == [
        "a@x.example",
        "b\u200b@x.example",
        "b@x.example",
        '"a b"@x.example',
        "c@xn--bcher-kva.example",
        "c@bu\u0308cher.example",
    ]
    told = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert len(told) == 5
    assert f"'b\\u200b@x.example' (person {twin.pk}) is b@x.example, the address of person {kept.pk}" in "".join(told)


def test_migration_forgets_further_addresses(capsys):
    person = UserFactory(email=KIM)
    EmailAddress.objects.create(user=person, email=KIM, verified=True)
    EmailAddress.objects.create(user=person, email="evil@x.example", verified=True)
    migration("one_spelling_of_addresses").forget_further_addresses(apps, connection.schema_editor())
    assert not EmailAddress.objects.exists()
    assert capsys.readouterr().out.strip() == f"'evil@x.example' no longer opens the account of person {person.pk}."
