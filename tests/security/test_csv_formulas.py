"""No cell of any CSV is a formula, whatever a person or a municipality is called and whatever separates the cells."""

import csv
import io
import re

import pandas as pd
import pytest
from django.db import connection
from django.urls import reverse

from atlas.csv_files import AS_TEXT, STARTS_FORMULA, csv_of, guarded
from atlas.jobs.all_cards import all_cards
from tests.factories import (
    BoundaryFactory,
    DistrictFactory,
    MembershipFactory,
    MunicipalityFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    complete_answers,
    shipped_document,
)

LINK = '=HYPERLINK("http://evil.example";"Los")'
TEXTS = {
    LINK: "'" + LINK,
    "+49 711": "'+49 711",
    "-1+1|cmd": "'-1+1|cmd",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "\t'=1",
    "\tA": "'\tA",
    "＝1": "'＝1",
    " =1": " '=1",
    "Ja;=1+1;nein": "Ja;'=1+1;nein",
    "Ja; =1": "Ja; '=1",
    'Ja;"=1"': 'Ja;"\'=1"',
    "Ja\n=1\n\n@2": "Ja\n'=1\n\n'@2",
    "a;;-1": "a;;'-1",
    "a=1, b-2 c@d": "a=1, b-2 c@d",
    "": "",
    "Ost;West": "Ost;West",
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_text_is_no_formula_wherever_a_cell_may_begin(text, expected):
    assert guarded(text) == expected


@pytest.mark.django_db
def test_database_guards_alike():
    with connection.cursor() as cursor:
        for text, expected in TEXTS.items():
            cursor.execute("SELECT regexp_replace(%s, %s, %s, 'g')", [text, STARTS_FORMULA, AS_TEXT])
            assert cursor.fetchone()[0] == expected


def test_numbers_stay_numbers_and_texts_stand_in_quotes():
    frame = pd.DataFrame({"=x": ["-1", None], "number": [-1.5, None], "count": [-2, 3], "mixed": [-4, "=5"]})
    assert csv_of(frame).splitlines() == ['"\'=x","number","count","mixed"', '"\'-1",-1.5,-2,-4', '"","",3,"\'=5"']


def cells_of(content):
    """As programs split it that know the comma, the semicolon and the tab; also line by line, without our quotes."""
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
            yield from row
    yield from re.split("[;\t\r\n]", content)


def formulas(content):
    found = [cell.lstrip(' "') for cell in cells_of(content)]
    return [cell for cell in found if cell[:1] in tuple("=+@-\t\r") and not is_number(cell.rstrip('"'))]


def is_number(text):
    return re.fullmatch(r"-?[0-9.,;e+-]+", text) is not None


@pytest.fixture
def submission(db):
    """Whatever can be typed or loaded is a formula."""
    text = next(question for question in shipped_document().questions if question.type == "text")
    district = DistrictFactory(name=f"Kreis;{LINK};")
    town = MunicipalityFactory(name=LINK, district=district)
    BoundaryFactory(municipality=town)
    submission = SubmissionFactory(
        response__municipality=town, answers=complete_answers(**{text.code: f"Ja;{LINK};\n=1+1"})
    )
    begun = ResponseFactory(
        wave=submission.response.wave, municipality=MunicipalityFactory(name="@SUM(1)", district=district)
    )
    BoundaryFactory(municipality=begun.municipality)
    MembershipFactory(municipality=begun.municipality, user__name="=1+1;@SUM(2)")
    return submission


@pytest.fixture
def analyst(client, db):
    client.force_login(UserFactory(analyst=True))
    return client


def text_of(reply):
    assert reply.status_code == 200
    return (b"".join(reply) if reply.streaming else reply.content).decode()


@pytest.mark.parametrize("name", ["answers", "municipalities", "districts", "participation", "reliability"])
def test_no_download_holds_a_formula(analyst, submission, name):
    content = text_of(analyst.get(reverse(f"atlas:{name}")))
    assert formulas(content) == []


def test_no_table_behind_a_chart_holds_a_formula(analyst, submission):
    tables = {
        key: text_of(analyst.get(reverse("atlas:card", args=[key]))) for key in all_cards(submission.response.wave)
    }
    assert "=1+1;'@SUM(2)" in tables["still-open"]
    assert {key: formulas(content) for key, content in tables.items() if formulas(content)} == {}


@pytest.mark.parametrize("key", ["profile", "comparison", "peers", "practice"])
def test_no_table_of_a_profile_holds_a_formula(analyst, submission, key):
    reply = analyst.get(reverse("atlas:profile_card", args=[submission.response.municipality_id, key]))
    assert formulas(text_of(reply)) == []
