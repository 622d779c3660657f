"""What a person types into a text that is mailed is mailed as it is: nothing of it runs."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from survey import actions
from survey.checksums import checksum
from survey.models import Letter
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    QuestionnaireFactory,
    ResponseFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
    shipped_content,
)

TYPED = '{{7}} {% now "Y" %} {# x #} {{ request }} {{7*7}} {{1|center:1000000}} {{ <b>&amp;</b> 100 % %(by)s'
SITE = "https://atlas.example"
LINK = f"{SITE}/there/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def response():
    """Everything that has a name bears the attack as its name."""
    content = shipped_content()
    sections = [section | {"title": TYPED} for section in content["sections"]]
    questions = [question | {"text": TYPED} for question in sections[0]["questions"]]
    content = content | {"sections": [sections[0] | {"questions": questions}, *sections[1:]]}
    questionnaire = QuestionnaireFactory(version="attack", content=content, checksum=checksum(content))
    wave = WaveFactory(title=TYPED, questionnaire=questionnaire, requires_release=True)
    return ResponseFactory(wave=wave, municipality=MunicipalityFactory(name=TYPED))


@pytest.fixture
def kim(response):
    return MembershipFactory(municipality=response.municipality, user__name=TYPED).user


@pytest.fixture
def mayor(response):
    return MembershipFactory(municipality=response.municipality, role="release", user__name=TYPED).user


def invite(response, kim, mayor):
    fields = {"email": "sascha@stadt.example", "name": TYPED, "role": "contributor", "link": LINK, "sentence": TYPED}
    return actions.invite(response=response, by=kim, sections=["STR"], **fields)


def remind(response, kim, mayor):
    membership = kim.memberships.get()
    actions.remind_member(response=response, by=kim, membership=membership, link=LINK)


def present(response, kim, mayor):
    actions.save_answers(response=response, values=complete_answers(), by=kim)
    actions.present(response=response, by=kim, link=LINK, remark=TYPED)


def send_back(response, kim, mayor):
    present(response, kim, mayor)
    actions.send_back(response=response, by=mayor, link=LINK, remark=TYPED)


def release(response, kim, mayor):
    present(response, kim, mayor)
    actions.release(response=response, by=mayor, site=SITE)


def ask(response, kim, mayor):
    code = response.wave.questionnaire.document.questions[0].code
    return actions.ask_query(response=response, code=code, text=TYPED, by=kim, site=SITE)


def reply(response, kim, mayor):
    query = ask(response, kim, mayor)
    author = UserFactory(analyst=True, name=TYPED)
    actions.reply_query(query=query, text=TYPED, by=author, site=SITE, by_team=True)


def request_reopening(response, kim, mayor):
    return actions.request_reopening(response=response, by=kim, reason=TYPED, link=LINK)


def decide(response, kim, mayor):
    until = timezone.now() + timedelta(days=9)
    admin = UserFactory(admin=True)
    request = request_reopening(response, kim, mayor)
    actions.decide_reopening(request=request, by=admin, extended_until=until, reply=TYPED, link=LINK)


def extend(response, kim, mayor):
    fields = {"municipality": response.municipality, "wave": response.wave, "by": UserFactory(admin=True)}
    actions.extend_deadline(until=response.closes_at + timedelta(days=9), sentence=TYPED, site=SITE, **fields)


STEPS = [invite, remind, present, send_back, release, ask, reply, extend, request_reopening, decide]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_typed_text_arrives_unchanged(response, kim, mayor, postbox, step):
    step(response, kim, mayor)
    assert postbox.mails
    for mail in postbox.mails:
        said = mail["Subject"] + mail.get_content()
        assert said.replace(TYPED, "").count("{") == 0, said  # each time whole, and never a part of it
        assert TYPED in said


def test_every_kind_of_letter_is_tried(response, kim, mayor, postbox):
    """A new letter joins the attacks above."""
    for step in STEPS:
        Letter.objects.all().delete()
        response.refresh_from_db()
        response.set_state("open")
        response.reopening_requests.all().delete()
        kim.memberships.model.objects.filter(user__email="sascha@stadt.example").delete()
        step(response, kim, mayor)
        TRIED.update(letter.kind for letter in Letter.objects.all())
    assert set(Letter.Kind) - TRIED == OF_ACCOUNTS | {Letter.Kind.ASSIGNMENT, Letter.Kind.OTHER}


TRIED: set[Letter.Kind] = set()
OF_ACCOUNTS = {
    Letter.Kind.LOGIN_CODE,
    Letter.Kind.UNKNOWN_ACCOUNT,
    Letter.Kind.ADDRESS_CHANGED,
    Letter.Kind.TOTP_ACTIVATED,
    Letter.Kind.TOTP_DEACTIVATED,
    Letter.Kind.RECOVERY_CODES_GENERATED,
}


@pytest.mark.parametrize("address", ["{{7}}@evil.example", "{{7*7}}@x.example", "{{1|center:99999}}@x.example"])
def test_address_typed_at_login_is_text(client, postbox, address):
    cache.clear()
    page = client.post(reverse("account_request_login_code"), {"email": address}, follow=True)
    assert page.status_code == 200
    for mail in postbox.mails:
        assert mail["To"] == address
        assert address in mail.get_content()
    assert [letter.to for letter in Letter.objects.all()] == [[address]] * len(postbox.mails)


def test_login_form_refuses_what_is_no_plain_address(client, postbox):
    for address in ['"{% now \x1fY\x1f %}"@x.example', '"{{1|center:100000000}}"@x.example', '"a b"@x.example']:
        client.post(reverse("account_request_login_code"), {"email": address}, follow=True)
    assert postbox.mails == []
    assert not Letter.objects.exists()
