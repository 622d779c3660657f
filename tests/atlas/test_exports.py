"""Downloads as an analyst's program reads them."""

import csv
import io

import pytest
from django.db import connection
from django.urls import reverse

from atlas.copying import copy_out
from survey.questionnaire.answers import DONT_KNOW
from tests.factories import (
    DistrictFactory,
    MunicipalityFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
    shipped_document,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    return SubmissionFactory(response__wave__is_synthetic=True)


@pytest.fixture
def read(client):
    """Downloads as an analyst and gives the rows as dictionaries."""
    client.force_login(UserFactory(analyst=True))

    def download(name, **query):
        response = client.get(reverse(f"atlas:{name}"), query)
        assert response.status_code == 200
        content = b"".join(response) if response.streaming else response.content
        return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))

    return download


def test_answers_have_one_row_per_question_in_the_order_of_the_questionnaire(read, submission):
    rows = read("answers")
    assert list(rows[0]) == ["ags", "municipality", "wave", "question", "value", "state"]
    assert [row["question"] for row in rows] == [question.code for question in shipped_document().questions]
    assert {row["state"] for row in rows} <= {"answered", "dont_know", "not_applicable", "not_asked", "unanswered"}


def test_answers_say_what_was_handed_in(read, submission):
    for row in read("answers"):
        answer = submission.answers.get(row["question"])
        assert row["state"] == submission.states[row["question"]]
        if answer is None or answer == DONT_KNOW:
            assert row["value"] == ""
        else:
            assert row["value"] == ("|".join(answer) if isinstance(answer, list) else str(answer))


def test_typed_text_is_never_a_formula(read):
    text = next(question for question in shipped_document().questions if question.type == "text")
    SubmissionFactory(answers=complete_answers(**{text.code: "=HYPERLINK(1)"}))
    values = [row["value"] for row in read("answers") if row["question"] == text.code]
    assert values == ["'=HYPERLINK(1)"]


def test_negative_number_stays_a_number(read):
    number = next(question for question in shipped_document().questions if question.type == "number")
    SubmissionFactory(answers=complete_answers(**{number.code: -5}))
    assert [row["value"] for row in read("answers") if row["question"] == number.code] == ["-5"]


def test_municipalities_are_all_there_with_the_columns_in_order(read, submission):
    silent = MunicipalityFactory()
    rows = {row["ags"]: row for row in read("municipalities")}
    sections = [section.code for section in shipped_document().sections]
    register = ["ags", "name", "kind", "district", "population", "size_class", "participated", "submitted_at"]
    scores = ["index", "index_low", "index_high", "level", "sovereignty", "answered_share"]
    assert list(rows[silent.ags]) == register + scores + sections
    assert rows[silent.ags]["participated"] == "false"
    assert rows[silent.ags]["index"] == rows[silent.ags]["submitted_at"] == ""
    answered = rows[submission.response.municipality_id]
    assert answered["participated"] == "true"
    assert float(answered["index_low"]) <= float(answered["index"]) <= float(answered["index_high"])


def test_districts_have_every_measure_and_the_region_last(read, submission):
    empty = MunicipalityFactory()
    rows = read("districts")
    measures = [*(section.code for section in shipped_document().sections), "index", "sovereignty"]
    assert list(rows[0]) == [
        *("district_ags", "district", "section", "n", "population", "mean", "se", "low", "high", "df", "N"),
        *("bounds_low", "bounds_high", "range_low", "range_high", "mean_unweighted", "weighting"),
    ]
    assert [row["section"] for row in rows[-len(measures) :]] == measures
    assert {row["district_ags"] for row in rows[-len(measures) :]} == {""}
    assert {(row["n"], row["mean"]) for row in rows if row["district_ags"] == empty.district_id} == {("0", "")}


def test_districts_know_what_is_certain_and_what_is_not(read):
    wave = WaveFactory()
    district = DistrictFactory()
    for seed in (1, 2):
        SubmissionFactory(
            response__wave=wave,
            response__municipality=MunicipalityFactory(district=district),
            answers=complete_answers(seed=seed),
        )
    MunicipalityFactory(district=district)
    row = next(row for row in read("districts") if row["section"] == "index" and row["district_ags"])
    numbers = {name: float(value) for name, value in row.items() if name not in ("district", "section", "weighting")}
    assert (numbers["n"], numbers["N"], numbers["df"], row["weighting"]) == (2, 3, 1, "municipalities")
    order = ["bounds_low", "low", "mean", "high", "bounds_high"]
    assert [numbers[name] for name in order] == sorted(numbers[name] for name in order)
    assert numbers["range_low"] <= numbers["mean"] <= numbers["range_high"]
    assert numbers["bounds_high"] - numbers["bounds_low"] == pytest.approx(100 / 3, abs=1e-3)
    assert numbers["se"] > 0


def test_districts_are_weighted_by_inhabitants_when_asked(read, client):
    wave, district = WaveFactory(), DistrictFactory()
    for seed, population in ((1, 1_000), (2, 9_000)):
        town = MunicipalityFactory(district=district, population=population)
        SubmissionFactory(
            response__wave=wave, response__municipality=town, answers=complete_answers(seed=seed, population=population)
        )
    small, large = (float(row["index"]) for row in read("municipalities"))
    row = next(row for row in read("districts", weighting="inhabitants") if row["section"] == "index")
    assert row["weighting"] == "inhabitants"
    assert float(row["mean"]) == pytest.approx(0.1 * small + 0.9 * large, abs=0.1)
    assert client.get(reverse("atlas:districts"), {"weighting": "wealth"}).status_code == 404


def test_participation_is_counted_by_every_group(read, submission):
    silent = MunicipalityFactory(district=submission.response.municipality.district, population=3_000)
    rows = read("participation")
    assert list(rows[0]) == [
        *("dimension", "district_ags", "district", "size_class", "kind", "n", "N", "share", "low", "high"),
        *("stratum", "weight"),
    ]
    assert [row["dimension"] for row in rows] == [
        *("region", "district", "size_class", "size_class", "kind", "district_size_class", "district_size_class"),
    ]
    assert (rows[0]["n"], rows[0]["N"], rows[0]["share"]) == ("1", "2", "0.5")
    crossing = {row["size_class"]: row for row in rows[-2:]}
    assert {row["district_ags"] for row in crossing.values()} == {silent.district_id}
    assert {row["stratum"] for row in crossing.values()} == {f"{silent.district_id}/0-4999"}
    assert {row["weight"] for row in crossing.values()} == {"2.0"}


def test_reliability_has_every_section_and_then_every_item(read, submission):
    rows = read("reliability")
    document = shipped_document()
    assert list(rows[0])[:7] == ["section", "question", "k", "n", "alpha", "low", "high"]
    assert [row["section"] for row in rows if not row["question"]] == [section.code for section in document.sections]
    assert [row["question"] for row in rows if row["question"]] == [item.code for item in document.scored_questions]
    assert {row["alpha"] for row in rows} == {""}  # of a single return
    assert {row["k"] for row in rows} == {"0", ""}  # whole, and empty for an item


def test_invented_data_say_so_in_the_name_of_the_file(client, submission):
    client.force_login(UserFactory(analyst=True))
    for name in ("answers", "municipalities", "districts", "participation", "reliability"):
        response = client.get(reverse(f"atlas:{name}"))
        assert "synthetic" in response["Content-Disposition"]
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert b"".join(response)


def test_unknown_wave_is_not_quietly_another_one(client, submission):
    client.force_login(UserFactory(analyst=True))
    assert client.get(reverse("atlas:answers"), {"wave": "nowhere"}).status_code == 404


def test_the_wave_is_chosen_in_the_address(read, submission):
    other = SubmissionFactory(response__wave=WaveFactory(slug="earlier"))
    rows = read("answers", wave="earlier")
    assert {row["ags"] for row in rows} == {other.response.municipality_id}


def test_error_of_the_database_ends_the_stream():
    with pytest.raises(Exception, match="does not exist"):
        list(copy_out("SELECT nothing FROM nowhere", {}))


def test_download_may_take_longer_than_a_statement_of_a_page():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '100ms'")
        assert b"".join(copy_out("SELECT pg_sleep(0.3)", {})) == b'pg_sleep\n""\n'
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("100ms",)


def test_reader_who_leaves_early_stops_the_copy():
    stream = copy_out("SELECT repeat('x', 1000) FROM generate_series(1, 100000)", {})
    assert next(stream).startswith(b"repeat")
    stream.close()
