"""Two clicks where one was meant: both end as the one would have, and nothing is there twice.

The two requests come from one browser at the same moment, or one right after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from survey.actions import ask_query, keep_upload, present, save_answers, submit, write_remark
from survey.models import Event, Letter, Membership, Query, QueryMessage, Remark, ReopeningRequest, Submission
from tests.factories import MembershipFactory, ResponseFactory, UserFactory, complete_answers
from tests.survey.actions.test_concurrency import at_once
from tests.survey.views.conftest import address

pytestmark = pytest.mark.django_db(transaction=True)

COUNTED = [Event, Letter, Membership, Query, QueryMessage, Remark, ReopeningRequest, Submission]
NEW = {"email": "neu@stadt.example", "name": "Toni Neu", "role": "contributor", "sections": ["VER"]}
TEXT = {"text": "Welches Jahr ist gemeint?"}
REASON = {"reason": "Ein Zahlendreher in der Stellenzahl"}


class Place:
    """A return in a wave that asks for a release, filled in, with its people."""

    def __init__(self):
        self.response = ResponseFactory(wave__requires_release=True)
        self.code = self.response.wave.questionnaire.document.questions[0].code
        self.kim, self.mayor = (self.member(role).user for role in ("coordinator", "release"))
        self.team = UserFactory(analyst=True)
        save_answers(response=self.response, values=complete_answers(), by=self.kim)

    def member(self, role, **fields):
        return MembershipFactory(municipality=self.response.municipality, role=role, **fields)

    def at(self, name, *arguments):
        return address(self.response, name, *arguments)

    def no_release(self):
        self.response.wave.requires_release = False
        self.response.wave.save()

    def presented(self):
        present(response=self.response, by=self.kim, link="/")

    def submitted(self):
        submit(response=self.response, by=self.kim)

    def closed(self):
        self.response.wave.closes_at = timezone.now() - timedelta(minutes=1)
        self.response.wave.save()

    def asked(self):
        return ask_query(response=self.response, code=self.code, text="Wie?", by=self.kim, site="http://testserver").pk


@dataclass(frozen=True)
class Click:
    """What brings the return to the button and tells its address, what is sent, who presses, and what is said then."""

    name: str
    where: Callable
    data: dict | Callable
    says: str = ""
    person: str = "kim"

    def __str__(self):
        return self.name


def _(name, *arguments, after=None):
    """The address, once `after` has brought the return there."""

    def where(place):
        if after:
            after(place)
        return place.at(name, *(argument(place) for argument in arguments))

    return where


def contributor(place):
    return place.member("contributor").pk


def own_remark(place):
    return write_remark(response=place.response, code=place.code, text="Hm", by=place.kim).pk


def code(place):
    return place.code


def kept_file(place):
    return keep_upload(response=place.response, cells=[], file_name="return.xlsx", by=place.kim).pk


def to_return(place):
    return TEXT | {"response": place.response.municipality_id, "code": place.code}


def answered_by_team(place):
    return reverse("survey:team_query_reply", args=[place.asked()])


CLICKS = [
    Click("invite", _("people"), NEW, "Wir haben an neu@stadt.example geschrieben."),
    Click("remind", _("remind_member", contributor), {}, "Wir haben an"),
    Click("change", _("member", contributor), {"role": "contributor", "sections": ["VER"]}, "gespeichert"),
    Click("remove", _("remove_member", contributor), {}, "hat keinen Zugang mehr"),
    Click("submit", _("submit", after=Place.no_release), {}),
    Click("reopen", _("reopen", after=Place.submitted), {}, "wieder ändern"),
    Click("present", _("present"), {"remark": "Bitte bis Freitag."}, "vorgelegt"),
    Click("withdraw", _("withdraw", after=Place.presented), {}, "wieder ändern"),
    Click("release", _("release", after=Place.presented), {}, person="mayor"),
    Click("send back", _("send_back", after=Place.presented), REASON, "bei der Koordination", "mayor"),
    Click("later deadline", _("request_reopening", after=Place.closed), REASON, "ist bei uns angekommen"),
    Click("remark", _("write_remark", code), TEXT),
    Click("delete remark", _("delete_remark", code, own_remark), {}),
    Click("query", _("ask_query", code), TEXT),
    Click("reply", _("reply_query", code, Place.asked), TEXT),
    Click("close query", _("close_query", code, Place.asked), {}),
    Click("evidence", _("evidence", code), {"url": "https://stadt.example/"}),
    Click("discard a file", _("upload_preview", kept_file), {"discard": "1"}, " "),
    Click("query of the team", lambda _place: reverse("survey:team_query_ask"), to_return, person="team"),
    Click("reply of the team", answered_by_team, TEXT, person="team"),
]


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def outcome(reply):
    said = [str(message) for message in get_messages(reply.wsgi_request)]
    return reply.status_code, reply.headers.get("Location"), said[-1:]


def press(click, clicks):
    """What came of it, and what is there more than before."""
    place = Place()
    path, data = click.where(place), click.data(place) if callable(click.data) else click.data
    before = counts()
    browser = Client()
    browser.force_login(getattr(place, click.person))
    replies = [outcome(reply) for reply in clicks(lambda: browser.post(path, data))]
    return replies, {name: count - before[name] for name, count in counts().items()}


TWICE = {"at once": lambda click: at_once(click, click), "in a row": lambda click: [click(), click()]}


@pytest.mark.parametrize("way", TWICE)
@pytest.mark.parametrize("click", CLICKS, ids=str)
def test_two_clicks_end_like_one(click, way, mail_settings):
    (once,), added = press(click, lambda click: [click()])
    twice, added_by_two = press(click, TWICE[way])
    assert added_by_two == added
    assert [status for status, *_rest in twice] == [once[0]] * 2 == [302, 302]
    assert twice[0][1] == twice[1][1]
    assert [bool(said) for *_rest, said in twice] == [bool(click.says)] * 2
    assert all(click.says in text for *_rest, said in twice for text in said)
