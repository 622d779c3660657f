"""What each page and each letter says of a return, in each state it can be in: only what is true, and what matters."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from django.template.loader import get_template
from django.utils import timezone

from survey.actions import present, reopen, save_answers, submit
from survey.letters import send_letter
from survey.models import Letter, Membership, ReopeningRequest
from tests.factories import MembershipFactory, ResponseFactory, complete_answers
from tests.survey.views.conftest import address

MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
Kind = Letter.Kind

# Claims about a return, and how they are made anywhere in German.
CLAIMS = {
    "open": r"[Oo]ffen bis|bis [^.]*\. \w+ \d+, \d\d:\d\d Uhr offen|können Sie Antworten noch berichtigen",
    "closed": r"Erhebung ist beendet|[Bb]eendet seit|Frist endete",
    "upcoming": r"beginnt am|Beginnt am|noch nicht (begonnen\.|eröffnet)|hat noch nicht begonnen",
    "not begun": r"· noch nicht begonnen",
    "in progress": r"· in Bearbeitung",
    "presented": r"liegt zur Freigabe vor|· zur Freigabe vorgelegt|Zur Freigabe vorgelegt<",
    "not released": r"nicht freigegeben: Er wurde nicht abgegeben",
    "handed in": r"ist abgegeben|· abgegeben",
    "correctable": r"abgegeben und kann bis",
    "not handed in": r"(?<!erneut )nicht abgegeben",
    "not again": r"nicht erneut abgegeben",
    "reopened": r"· wieder geöffnet",
    "no. 1 counts": r"zählt (die )?Abgabe Nr\. 1|letzte Abgabe",
    "required missing": r"Pflichtangaben? fehl|Pflichtfragen? fehl",
    "own deadline": r"spätere Frist für Ihre Kommune",
}


@dataclass(frozen=True)
class Row:
    """A state, how it came about, and which claims are true in it; `name` is said in lists, `told` by everything."""

    state: str
    steps: str
    days: int  # until the wave closes
    name: str
    told: set
    true: set
    extended: bool = False
    opens_in: int = -60

    def __str__(self):
        return self.state


COUNTS = {"no. 1 counts"}
OPEN, CLOSED = {"open"}, {"closed"}
TABLE = [
    Row("never begun", "", 20, "not begun", OPEN, {"required missing"}),
    Row("begun", "begin", 20, "in progress", OPEN, {"required missing"}),
    Row("complete", "fill", 20, "in progress", OPEN, set()),
    Row("presented", "fill present", 20, "presented", {"presented"}, OPEN),
    Row("handed in", "fill submit", 20, "handed in", {"correctable"} | COUNTS, {"handed in"} | OPEN),
    Row("reopened", "fill submit reopen", 20, "reopened", OPEN | COUNTS, set()),
    Row("presented again", "fill submit reopen present", 20, "presented", {"presented"} | COUNTS, OPEN),
    Row("extended", "begin", -20, "in progress", OPEN, {"own deadline", "required missing"}, extended=True),
    Row("extended and reopened", "fill submit reopen", -20, "reopened", OPEN | COUNTS, {"own deadline"}, extended=True),
    Row(
        "extended and handed in",
        "fill submit",
        -20,
        "handed in",
        {"correctable"} | COUNTS,
        {"handed in", "own deadline"} | OPEN,
        extended=True,
    ),
    Row("never begun, closed", "", -20, "not handed in", {"not handed in"} | CLOSED, {"required missing"}),
    Row("begun, closed", "begin", -20, "not handed in", {"not handed in"} | CLOSED, {"required missing"}),
    Row("complete, closed", "fill", -20, "not handed in", {"not handed in"} | CLOSED, set()),
    Row("presented, closed", "fill present", -20, "not handed in", {"not released"} | CLOSED, {"not handed in"}),
    Row("handed in, closed", "fill submit", -20, "handed in", COUNTS | CLOSED, {"handed in"}),
    Row("reopened, closed", "fill submit reopen", -20, "no. 1 counts", {"not again"} | COUNTS | CLOSED, set()),
    Row("begun, put off", "begin", 20, "upcoming", {"upcoming"}, {"required missing"}, opens_in=5),
    Row("reopened, put off", "fill submit reopen", 20, "upcoming", {"upcoming"} | COUNTS, set(), opens_in=5),
]

# Letters about a return, by the states in which somebody may cause them; the others are about accounts.
ANY = [row.state for row in TABLE]
IN_TIME = [row.state for row in TABLE if row.opens_in < 0 and (row.days > 0 or row.extended)]
LETTERS = {
    Kind.INVITATION: ANY,
    Kind.ASSIGNMENT: ANY,
    Kind.REMINDER: ANY,
    Kind.QUERY_TO_TEAM: ANY,
    Kind.QUERY_TO_MUNICIPALITY: ANY,
    Kind.PRESENTED: ["presented", "presented again"],
    Kind.SENT_BACK: [row.state for row in TABLE if row.state in IN_TIME and row.name in ("in progress", "reopened")],
    Kind.SUBMITTED: [row.state for row in TABLE if row.state in IN_TIME and row.name == "handed in"],
    Kind.EXTENDED: IN_TIME,
    Kind.REOPENING_REQUESTED: [row.state for row in TABLE if "closed" in row.told],
    Kind.REOPENING_DECIDED: [row.state for row in TABLE if "closed" in row.told or row.extended],
}
SILENT = {Kind.QUERY_TO_TEAM, Kind.QUERY_TO_MUNICIPALITY}  # they speak of a question
OF_ACCOUNTS = {
    *(Kind.LOGIN_CODE, Kind.UNKNOWN_ACCOUNT, Kind.ADDRESS_CHANGED),
    *(Kind.TOTP_ACTIVATED, Kind.TOTP_DEACTIVATED, Kind.RECOVERY_CODES_GENERATED, Kind.OTHER),
}


def midnight_in(days):
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.min))


def in_words(moment):
    """As an end: a deadline at midnight is the end of the day before."""
    local = timezone.localtime(moment)
    if local.time() == time.min:
        day, clock = local.date() - timedelta(days=1), "24:00"
    else:
        day, clock = local.date(), f"{local:%H:%M}"
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}, {clock} Uhr"


@pytest.fixture
def town(db):
    """A return in an open wave that knows no release yet, with a coordination and a release."""
    response = ResponseFactory(wave__opens_at=midnight_in(-60), wave__closes_at=midnight_in(20))
    people = {
        role: MembershipFactory(municipality=response.municipality, role=role).user
        for role in ("coordinator", "release")
    }
    return response, people


def bring_about(row, response, people):
    kim = people["coordinator"]
    steps = {
        "begin": lambda: save_answers(response=response, values={"STR-02": 1}, by=kim),
        "fill": lambda: save_answers(response=response, values=complete_answers(), by=kim),
        "submit": lambda: submit(response=response, by=kim),
        "reopen": lambda: reopen(response=response, by=kim),
        "present": lambda: present(response=response, by=kim, link="https://atlas.example/"),
    }
    for step in row.steps.split():
        steps[step]()
    wave = response.wave
    wave.requires_release = "present" in row.steps
    wave.opens_at, wave.closes_at = midnight_in(row.opens_in), midnight_in(row.days)
    wave.save()
    if row.extended:
        response.extended_until = midnight_in(40) + timedelta(hours=18, minutes=30)
        response.save()


def pages(client, row, response, people):
    """Text of each page that speaks of the return, by name."""
    client.force_login(people["coordinator"])
    section = response.wave.questionnaire.document.sections[0].slug
    paths = {name: address(response, name) for name in ("overview", "review", "submit", "present", "request_reopening")}
    paths |= {"start": "/", "section": address(response, "section", section)}
    if response.submissions.exists():
        paths["receipt"] = address(response, "receipt", 1)
    replies = {name: client.get(path) for name, path in paths.items()}
    client.force_login(people["release"])
    replies["release"] = client.get(address(response, "release"))
    assert all(reply.status_code in (200, 302, 403, 409) for reply in replies.values()), replies
    needed = {"overview", "review", "start", "section"}
    assert all(replies[name].status_code == 200 for name in needed)
    return {name: reply.text for name, reply in replies.items() if reply.status_code in (200, 409)}


def letters(row, response, people, mailoutbox):
    """Text of each letter that somebody may cause in this state."""
    kim = people["coordinator"]
    decided = ReopeningRequest(
        response=response, requested_by=kim, reason="Bitte.", extended_until=response.extended_until, reply=""
    )
    context = {
        "membership": Membership.objects.get(user=kim),
        "sections": response.wave.questionnaire.document.sections[:1],
        "wish_date": timezone.localdate() + timedelta(days=3),
        "question": response.wave.questionnaire.document.questions[0],
        "request": decided,
        "submission": response.submissions.last(),
        "link": "https://atlas.example/",
    }
    found = {}
    for kind, states in LETTERS.items():
        if row.state in states:
            mailoutbox.clear()
            send_letter(to=[kim.email], kind=kind, by=kim, response=response, **context)
            found[kind] = f"{mailoutbox[0].subject}\n{mailoutbox[0].body}"
    return found


def claims_of(text):
    plain = re.sub(r"\s+", " ", text)
    return {claim for claim, pattern in CLAIMS.items() if re.search(pattern, plain)}


def test_every_kind_of_letter_has_its_row():
    assert set(LETTERS) | OF_ACCOUNTS == set(Kind)
    for kind in LETTERS:
        get_template(f"survey/email/{kind}_message.txt")


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_texts_say_what_is_true_and_nothing_else(row, client, town, mailoutbox):
    response, people = town
    bring_about(row, response, people)
    response.refresh_from_db()
    told = pages(client, row, response, people) | letters(row, response, people, mailoutbox)
    true = row.told | row.true | {row.name}
    for name, text in told.items():
        assert claims_of(text) <= true, name
    assert row.name in claims_of(told["start"])
    for name in ("overview", "receipt", *LETTERS):
        if name in told and name not in SILENT:
            assert row.told <= claims_of(told[name]), name
    if "open" not in row.told:  # else the review leads on to handing in
        assert row.told <= claims_of(told["review"])
    dated = {name for name, text in told.items() if in_words(response.closes_at) in " ".join(text.split())}
    if row.opens_in < 0:
        assert {"start", "overview"} <= dated
        assert {kind for kind in LETTERS if kind in told and kind not in SILENT} <= dated
        if row.steps == "fill":  # nothing is missing, so that the questions before handing in are asked
            assert {"submit", "present"} & set(told) <= dated
    if row.extended:
        former = timezone.localtime(response.wave.closes_at - timedelta(hours=1))
        for name, text in told.items():
            for day in (former, former + timedelta(days=1)):
                assert f" {day.day}. {MONTHS[day.month - 1]} {day.year}" not in text, name


@pytest.mark.parametrize("row", [row for row in TABLE if row.name != "in progress"], ids=str)
def test_wish_of_the_coordination_is_repeated_only_while_it_can_be_met(row, town, mailoutbox):
    response, people = town
    bring_about(row, response, people)
    response.refresh_from_db()
    reminder = letters(row, response, people, mailoutbox)[Kind.REMINDER]
    assert ("Bitte füllen Sie sie möglichst bis" in reminder) is ("open" in row.told)
