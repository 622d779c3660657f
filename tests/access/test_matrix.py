"""Who may open which address: every address of the project × every role.

The table is the whole of it: an address that is missing here fails the first test. A new one takes one line:
`town_hall(reader=403)` names the members who get something else than 200, `only("coordinator")` those who get it.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pgtrigger
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from survey.actions import keep_upload
from survey.models import Event, Membership, Response
from tests.access.addresses import names_outside
from tests.access.conftest import ROLES, TOWN_HALL
from tests.factories import (
    JobFactory,
    MembershipFactory,
    MunicipalityFactory,
    QueryFactory,
    RemarkFactory,
    WaveFactory,
    shipped_document,
)

EDITORS = ("colleague", "coordinator")  # of the section that the table means
WRITERS = tuple(role for role in TOWN_HALL if role != "reader")
PREFIXES = ("admin/", "accounts/")  # tested by group below


def everyone(status):
    return dict.fromkeys(ROLES, status)


def logged_in(status):
    return everyone(status) | {"anonymous": 302}


def town_hall(**statuses):
    """Members of the municipality; for all others the address does not exist."""
    return logged_in(404) | dict.fromkeys(TOWN_HALL, 200) | statuses


def only(*roles, status=200):
    """These members get the status, the others of the municipality 403; for all others the address does not exist."""
    return town_hall(**dict.fromkeys(TOWN_HALL, 403) | dict.fromkeys(roles, status))


def analysts(status=200):
    return logged_in(403) | {"analyst": status, "admin": status}


def own_job(status=200):
    """Of the analyst: for other analysts it does not exist."""
    return analysts(status) | {"admin": 404}


def own_confirmation(status):
    """Undone by who has taken the answers over, here the coordination: for others it does not exist."""
    return town_hall(**dict.fromkeys(TOWN_HALL, 404) | {"coordinator": status})


# Situations of the return, as the last argument of a row. Without one it is open and was handed in once.


def open_again(response):
    """As the fixture leaves it."""


def presented(response):
    """It waits for its release."""
    response.wave.requires_release = True
    response.wave.save()
    response.set_state(response.State.PRESENTED)


def release_required(response):
    response.wave.requires_release = True
    response.wave.save()


def submitted(response):
    response.set_state(response.State.SUBMITTED)


def closed(response):
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()


def published(response):
    """Its wave is closed and published."""
    response.wave.closes_at = timezone.now() - timedelta(minutes=2)
    response.wave.published_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()


def put_off(response):
    """The opening of its wave was moved into the future."""
    response.wave.opens_at = timezone.now() + timedelta(days=1)
    response.wave.save()


@dataclass(frozen=True)
class Row:
    """An address, how it is called, and what each role gets in a situation of the return."""

    name: str
    statuses: dict
    method: str = "get"
    arguments: tuple = ()
    data: dict = field(default_factory=dict)
    situation: Callable = open_again

    def __str__(self):
        return f"{self.method} {self.name} {self.situation.__name__}"


RETURN = ("wave", "ags")
SECTION = {"section": shipped_document().sections[0].slug}
QUESTION = (*RETURN, "code")
CONFIRMATION = (*RETURN, "confirmation")
TEXT = {"text": "Welches Jahr ist gemeint?"}
MATRIX = [
    Row("start", everyone(200)),
    Row("health", everyone(200)),
    Row("ready", everyone(200)),
    Row("favicon", everyone(302)),
    Row("impressum", everyone(200)),
    Row("datenschutz", everyone(200)),
    Row("barrierefreiheit", everyone(200)),
    Row("set_language", everyone(405)),
    Row("set_language", everyone(302), "post", data={"language": "en"}),
    Row("kept_form", everyone(302)),
    Row("kept_form", everyone(302), "post"),
    Row("demo_login", everyone(405)),
    Row("demo_login", everyone(404), "post", data={"account": "nobody"}),
    Row("survey:own_name", logged_in(200)),
    Row("survey:own_name", logged_in(302), "post", data={"name": "Kim Berger"}),
    # filling in
    Row("survey:returns", logged_in(200) | dict.fromkeys((*TOWN_HALL, "neighbour"), 302)),
    Row("survey:overview", town_hall(), arguments=RETURN),
    Row("survey:section", town_hall(), arguments=(*RETURN, "section")),
    Row("survey:find", town_hall(), arguments=RETURN),
    Row("survey:by_code", town_hall(**dict.fromkeys(TOWN_HALL, 302)), arguments=QUESTION),
    Row("survey:section", only(*EDITORS, status=302), "post", (*RETURN, "section")),
    Row("survey:answer", everyone(405), arguments=(*RETURN, "code")),
    Row("survey:answer", only(*EDITORS) | {"anonymous": 401}, "post", (*RETURN, "code")),
    Row("survey:section", only(), "post", (*RETURN, "section"), situation=presented),
    Row("survey:answer", only() | {"anonymous": 401}, "post", (*RETURN, "code"), situation=presented),
    Row("survey:answer", only() | {"anonymous": 401}, "post", (*RETURN, "code"), situation=submitted),
    Row("survey:answer", only() | {"anonymous": 401}, "post", (*RETURN, "code"), situation=closed),
    Row("survey:overview", town_hall(), arguments=RETURN, situation=put_off),
    Row("survey:section", town_hall(), arguments=(*RETURN, "section"), situation=put_off),
    Row("survey:section", only(), "post", (*RETURN, "section"), situation=put_off),
    Row("survey:answer", only() | {"anonymous": 401}, "post", (*RETURN, "code"), situation=put_off),
    Row("survey:submit", only(), "post", RETURN, situation=put_off),
    # answers of the last wave
    Row("survey:confirm_offers", logged_in(405), arguments=RETURN),
    Row("survey:confirm_offers", only(*EDITORS, status=302), "post", RETURN, SECTION),
    Row("survey:confirm_offers", only(), "post", RETURN, SECTION, presented),
    Row("survey:confirm_offers", only(), "post", RETURN, SECTION, submitted),
    Row("survey:confirm_offers", only(), "post", RETURN, SECTION, closed),
    Row("survey:give_back_offers", logged_in(405), arguments=CONFIRMATION),
    Row("survey:give_back_offers", own_confirmation(302), "post", CONFIRMATION),
    Row("survey:give_back_offers", own_confirmation(403), "post", CONFIRMATION, situation=presented),
    Row("survey:give_back_offers", own_confirmation(403), "post", CONFIRMATION, situation=submitted),
    Row("survey:give_back_offers", own_confirmation(403), "post", CONFIRMATION, situation=closed),
    # working together
    Row("survey:people", town_hall(), arguments=RETURN),
    Row("survey:people", only("coordinator", status=422), "post", RETURN),
    Row("survey:member", only("coordinator"), arguments=(*RETURN, "member")),
    Row("survey:member", only("coordinator", status=422), "post", (*RETURN, "member"), {"role": "nobody"}),
    Row("survey:rename_member", logged_in(405), arguments=(*RETURN, "member")),
    Row("survey:rename_member", only("coordinator", status=302), "post", (*RETURN, "member"), {"name": "Kim"}),
    Row("survey:remind_member", logged_in(405), arguments=(*RETURN, "member")),
    Row("survey:remind_member", only("coordinator", status=302), "post", (*RETURN, "member")),
    Row("survey:remove_member", logged_in(405), arguments=(*RETURN, "member")),
    Row("survey:remove_member", only("coordinator", status=302), "post", (*RETURN, "member")),
    Row("survey:log", town_hall(), arguments=RETURN),
    # beside a question
    Row("survey:question", town_hall(), arguments=QUESTION),
    Row("survey:question", town_hall(), arguments=QUESTION, situation=closed),
    Row("survey:write_remark", logged_in(405), arguments=QUESTION),
    Row("survey:write_remark", only(*WRITERS, status=302), "post", QUESTION, TEXT),
    Row("survey:write_remark", only(*WRITERS, status=302), "post", QUESTION, TEXT, closed),
    Row("survey:delete_remark", logged_in(405), arguments=(*QUESTION, "remark")),
    Row("survey:delete_remark", only(), "post", (*QUESTION, "remark")),
    Row("survey:ask_query", logged_in(405), arguments=QUESTION),
    Row("survey:ask_query", only(*WRITERS, status=302), "post", QUESTION, TEXT),
    Row("survey:reply_query", logged_in(405), arguments=(*QUESTION, "query")),
    Row("survey:reply_query", only(*WRITERS, status=302), "post", (*QUESTION, "query"), TEXT),
    Row("survey:close_query", logged_in(405), arguments=(*QUESTION, "query")),
    Row("survey:close_query", only(*WRITERS, status=302), "post", (*QUESTION, "query")),
    Row("survey:evidence", logged_in(405), arguments=QUESTION),
    Row("survey:evidence", only(*EDITORS, status=302), "post", QUESTION, {"url": "https://town.example/"}),
    Row("survey:evidence", only(), "post", QUESTION, {"url": "https://town.example/"}, submitted),
    Row("survey:evidence", only(), "post", QUESTION, {"url": "https://town.example/"}, presented),
    Row("survey:evidence", only(), "post", QUESTION, {"remove": "1"}, closed),
    Row("survey:team_queries", analysts()),
    Row("survey:team_query_ask", analysts()),
    Row("survey:team_query_ask", analysts(422), "post"),
    Row("survey:team_query", analysts(), arguments=("query",)),
    Row("survey:team_query_reply", logged_in(405), arguments=("query",)),
    Row("survey:team_query_reply", analysts(302), "post", ("query",), TEXT),
    Row("survey:team_query_close", logged_in(405), arguments=("query",)),
    Row("survey:team_query_close", analysts(302), "post", ("query",)),
    # Excel there and back
    Row("survey:workbook", town_hall(), arguments=RETURN),
    Row("survey:upload", only(*EDITORS), arguments=RETURN),
    Row("survey:upload", only(*EDITORS, status=422), "post", RETURN),
    Row("survey:upload", only(), arguments=RETURN, situation=presented),
    Row("survey:upload", only(), "post", RETURN, situation=submitted),
    Row("survey:upload", only(), "post", RETURN, situation=closed),
    Row("survey:upload_preview", logged_in(404) | {"coordinator": 200}, arguments=(*RETURN, "upload")),
    Row("survey:upload_preview", logged_in(404) | {"coordinator": 302}, "post", (*RETURN, "upload")),
    Row("survey:upload_preview", logged_in(404) | {"coordinator": 403}, "post", (*RETURN, "upload"), situation=closed),
    # handing in
    Row("survey:present", only("coordinator", status=302), arguments=RETURN),
    Row("survey:present", only("coordinator"), arguments=RETURN, situation=release_required),
    Row("survey:present", only("coordinator", status=302), "post", RETURN, situation=release_required),
    Row("survey:withdraw", logged_in(405), arguments=RETURN),
    Row("survey:withdraw", only("coordinator", status=302), "post", RETURN, situation=presented),
    Row("survey:release", only("release"), arguments=RETURN, situation=presented),
    Row("survey:release", only("release", status=302), "post", RETURN, situation=presented),
    Row("survey:release", only(), "post", RETURN, situation=closed),
    Row("survey:send_back", logged_in(405), arguments=RETURN),
    Row("survey:send_back", only("release", status=422), "post", RETURN, situation=presented),
    Row("survey:request_reopening", only("coordinator", status=302), arguments=RETURN),
    Row("survey:request_reopening", only("coordinator"), arguments=RETURN, situation=closed),
    Row("survey:request_reopening", only("coordinator", status=422), "post", RETURN, situation=closed),
    Row("survey:review", town_hall(), arguments=RETURN),
    Row("survey:submit", only("coordinator"), arguments=RETURN),
    Row("survey:submit", only("coordinator", status=302), "post", RETURN),
    Row("survey:submit", only(), "post", RETURN, situation=closed),
    Row("survey:reopen", logged_in(405), arguments=RETURN),
    Row("survey:reopen", only("coordinator", status=302), "post", RETURN),
    Row("survey:reopen", only("coordinator", status=302), "post", RETURN, situation=submitted),
    Row("survey:receipt", town_hall(), arguments=(*RETURN, "number")),
    Row("survey:submission_pdf", town_hall(), arguments=(*RETURN, "number")),
    Row("survey:compare", town_hall(), arguments=RETURN),
    # on paper
    Row("survey:print", town_hall(), arguments=RETURN),
    Row("survey:print_pdf", town_hall(), arguments=RETURN),
    Row("survey:print_empty", town_hall(), arguments=RETURN),
    Row("survey:print_empty_pdf", town_hall(), arguments=RETURN),
    # atlas
    Row("atlas:overview", analysts()),
    Row("atlas:turnout", analysts()),
    Row("atlas:scores", analysts()),
    Row("atlas:map", analysts()),
    Row("atlas:questions", analysts()),
    Row("atlas:question", analysts(), arguments=("code",)),
    Row("atlas:priorities", analysts()),
    Row("atlas:sovereignty", analysts()),
    Row("atlas:applications", analysts()),
    Row("atlas:compare", analysts()),
    Row("atlas:trend", analysts()),
    Row("atlas:published_newest", everyone(404)),
    Row("atlas:published", everyone(404), arguments=("wave",)),
    Row("atlas:published_means", everyone(404), arguments=("wave",)),
    Row("atlas:published_card", everyone(404), arguments=("wave", "published card")),
    Row("atlas:published_card_xlsx", everyone(404), arguments=("wave", "published card")),
    Row("atlas:published_card_xlsx", everyone(200), arguments=("wave", "published card"), situation=published),
    Row("atlas:published_newest", everyone(302), situation=published),
    Row("atlas:published", everyone(200), arguments=("wave",), situation=published),
    Row("atlas:published_means", everyone(200), arguments=("wave",), situation=published),
    Row("atlas:published_card", everyone(200), arguments=("wave", "published card"), situation=published),
    Row("atlas:municipality", town_hall(analyst=200, admin=200), arguments=("ags",)),
    Row("atlas:profile_card", town_hall(analyst=200, admin=200), arguments=("ags", "profile card")),
    Row("atlas:profile_card_xlsx", town_hall(analyst=200, admin=200), arguments=("ags", "profile card")),
    Row("atlas:municipality_pdf", town_hall(analyst=200, admin=200), arguments=("ags",)),
    Row("atlas:card", analysts(), arguments=("card",)),
    Row("atlas:card_xlsx", analysts(), arguments=("card",)),
    Row("atlas:answers", analysts()),
    Row("atlas:municipalities", analysts()),
    Row("atlas:districts", analysts()),
    Row("atlas:participation", analysts()),
    Row("atlas:reliability", analysts()),
    Row("atlas:robustness", analysts()),
    Row("atlas:method", analysts()),
    Row("atlas:jobs", analysts()),
    Row("atlas:jobs", analysts(302), "post", data={"job": "everything"}),
    Row("atlas:job", own_job(), arguments=("job",)),
    Row("atlas:job_step", logged_in(405), arguments=("job",)),
    Row("atlas:job_step", own_job(302), "post", ("job",)),
    Row("atlas:job_cancel", logged_in(405), arguments=("job",)),
    Row("atlas:job_cancel", own_job(302), "post", ("job",)),
    Row("atlas:job_file", own_job(), arguments=("job",)),
]
OF_THE_RETURN = [row for row in MATRIX if row.arguments[:2] == RETURN]


@pytest.fixture
def places(submission, people):
    """What the names of arguments in the table stand for."""
    section = submission.response.wave.questionnaire.document.sections[0]
    beside = {"response": submission.response, "code": section.questions[0].code}
    return {
        "remark": RemarkFactory(**beside).pk,
        "query": QueryFactory(**beside).pk,
        "wave": submission.response.wave.slug,
        "ags": submission.response.municipality_id,
        "section": section.slug,
        "code": section.questions[0].code,
        "member": MembershipFactory(municipality=submission.response.municipality, role="reader").pk,
        "number": submission.number,
        "confirmation": submission.response.events.create(
            kind=Event.Kind.OFFERS_CONFIRMED,
            by=people["coordinator"],
            at=timezone.now(),
            sections=[section.code],
            number=0,
        ).pk,
        "upload": keep_upload(
            response=submission.response, cells=[], file_name="return.xlsx", by=people["coordinator"]
        ).pk,
        "card": "index-by-district",
        "published card": "published-index",
        "profile card": "peers",
        "job": JobFactory(made_by=people["analyst"], wave=submission.response.wave, finished=True).pk,
    }


def test_every_address_is_in_the_matrix():
    assert sorted({row.name for row in MATRIX}) == names_outside(*PREFIXES)


def test_every_address_tells_what_each_role_gets():
    assert all(set(row.statuses) == set(ROLES) for row in MATRIX)


@pytest.fixture
def reply_to(places, submission):
    """What a browser gets for a row; nothing that the request changes is there for the next one."""

    def ask(row, browser):
        path = reverse(row.name, args=[places[name] for name in row.arguments])
        with undone():
            row.situation(Response.objects.select_related("wave").get(pk=submission.response_id))
            return getattr(browser, row.method)(path, row.data)

    return ask


@pytest.fixture
def status_of(reply_to):
    return lambda row, browser: reply_to(row, browser).status_code


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_each_role_gets_what_the_matrix_says(row, reply_to, browser_of):
    replies = {role: reply_to(row, browser_of(role)) for role in ROLES}
    assert {role: reply.status_code for role, reply in replies.items()} == row.statuses
    kept = {role for role, reply in replies.items() if "no-store" not in reply.headers.get("Cache-Control", "")}
    assert kept <= {"anonymous"}, "no browser keeps what somebody with a session was shown"


@pytest.fixture
def statuses_of(status_of):
    """What a browser gets for each address of the return."""
    return lambda browser: {str(row): status_of(row, browser) for row in OF_THE_RETURN}


def listed(role):
    return {str(row): row.statuses[role] for row in OF_THE_RETURN}


def test_addresses_of_the_return_are_closed_to_outsiders():
    assert {row.statuses["outsider"] for row in OF_THE_RETURN} == {404, 405}


@pytest.mark.parametrize("role", TOWN_HALL)
def test_removed_member_gets_what_outsiders_get_at_the_next_request(role, people, browser_of, statuses_of):
    browser = browser_of(role)
    assert statuses_of(browser) == listed(role)
    Membership.objects.filter(user=people[role]).delete()
    assert statuses_of(browser) == listed("outsider")


@pytest.mark.parametrize("role", TOWN_HALL)
def test_role_for_this_wave_opens_the_same_until_it_is_removed(role, people, browser_of, statuses_of, submission):
    browser, membership = browser_of(role), Membership.objects.filter(user=people[role])
    membership.update(wave=submission.response.wave)
    assert statuses_of(browser) == listed(role)
    membership.delete()
    assert statuses_of(browser) == listed("outsider")


@pytest.mark.parametrize("role", TOWN_HALL)
def test_role_for_another_wave_opens_nothing_here(role, people, browser_of, statuses_of):
    Membership.objects.filter(user=people[role]).update(wave=WaveFactory())
    assert statuses_of(browser_of(role)) == listed("outsider")


def test_standing_role_that_ended_in_this_wave_opens_nothing_here(people, browser_of, statuses_of, submission):
    place = {"user": people["coordinator"], "municipality": submission.response.municipality}
    MembershipFactory(**place, role="none", wave=submission.response.wave)
    browser = browser_of("coordinator")
    assert statuses_of(browser) == listed("outsider")
    assert browser.get(reverse("survey:returns")).status_code == 200, "nothing to be led to"


@pytest.mark.parametrize("role", TOWN_HALL)
def test_role_in_another_municipality_opens_nothing_here(role, people, browser_of, statuses_of):
    """Not even with sections of this return in hand."""
    Membership.objects.filter(user=people[role]).update(municipality=MunicipalityFactory())
    assert statuses_of(browser_of(role)) == listed("outsider")


def test_colleague_whose_sections_are_taken_back_only_reads_at_the_next_request(people, browser_of, statuses_of):
    browser = browser_of("colleague")
    assert statuses_of(browser) == listed("colleague")
    people["colleague"].assignments.all().delete()
    assert statuses_of(browser) == listed("unassigned")


def taken_over_as(role, response, person, people):
    """The answers of the last wave: a coordination has taken them over itself, for others somebody else has."""
    by = person if role == "coordinator" else people["release"]
    with pgtrigger.ignore("survey.Event:event_stays_as_it_is"):
        response.events.filter(kind=Event.Kind.OFFERS_CONFIRMED).update(by=by)


@pytest.mark.parametrize(("standing", "special"), [("reader", "coordinator"), ("coordinator", "reader")])
def test_role_for_one_wave_goes_before_the_standing_one(standing, special, people, browser_of, statuses_of, submission):
    browser, response = browser_of(standing), submission.response
    place = {"user": people[standing], "municipality": response.municipality}
    MembershipFactory(**place, role="contributor", wave=WaveFactory())
    here = MembershipFactory(**place, role=special, wave=response.wave)
    response.uploads.update(uploaded_by=people[standing])  # a preview is for the person who uploaded the file
    taken_over_as(special, response, people[standing], people)
    assert statuses_of(browser) == listed(special)
    here.delete()
    taken_over_as(standing, response, people[standing], people)
    assert statuses_of(browser) == listed(standing)


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
