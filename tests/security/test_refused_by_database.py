"""What nobody may do, not even past the product: tried by the ORM and by SQL, and refused by the database."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from survey.actions import ask_query, request_reopening, save_answers, write_remark
from survey.models import (
    Answer,
    Evidence,
    Query,
    QueryMessage,
    Questionnaire,
    Remark,
    ReopeningRequest,
    Response,
    Submission,
    SubmissionScore,
    Wave,
)
from tests.factories import (
    QuestionnaireFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
)

pytestmark = pytest.mark.django_db

APPEND_ONLY = ["submission", "event"]
KEPT = ["submissionscore", "answer", "evidence", "remark", "query", "querymessage", "reopeningrequest"]
ABOVE = [
    "response",
    "wave",
    "questionnaire",
    "municipality",
    "district",
    "user",
]  # TRUNCATE … CASCADE takes the rest along


def sql(text, *values):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(text, values)

    return run


def refused(by, *attempts):
    """Each attempt is refused by the trigger of this name, and nothing has changed."""
    for attempt in attempts:
        with pytest.raises(IntegrityError, match=by) as caught, transaction.atomic():
            attempt()
        assert caught.value.__cause__.diag.constraint_name == by


@pytest.fixture
def submission():
    return SubmissionFactory()


@pytest.fixture
def response(submission):
    return submission.response


@pytest.fixture
def other(response):
    """A return of another municipality in another wave, begun."""
    return ResponseFactory()


def reopened(response):
    response.set_state(Response.State.OPEN)
    return response


def truncated(tables):
    """Whether the database empties them, with all that refers to them."""
    connection.check_constraints()  # what is still to be checked would stand in the way before any trigger
    sql(f"TRUNCATE {tables} CASCADE")()


@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT, *ABOVE])
def test_no_table_with_what_people_gave_is_emptied(submission, table):
    with pytest.raises(IntegrityError, match="_is_never_emptied") as caught, transaction.atomic():
        truncated(f"survey_{table}")
    assert caught.value.__cause__.diag.constraint_name.endswith("_is_never_emptied")
    assert Submission.objects.get() == submission


def test_nor_are_all_tables_at_once(submission):
    with pytest.raises(IntegrityError, match="_is_never_emptied"), transaction.atomic():
        truncated(", ".join(f'"{table}"' for table in connection.introspection.table_names()))
    assert Submission.objects.get() == submission


def test_a_return_stays_with_its_municipality_and_wave(response, other):
    returns = Response.objects.filter(pk=response.pk)
    refused(
        "response_stays_where_it_is",
        lambda: returns.update(municipality=other.municipality),
        lambda: returns.update(wave=WaveFactory()),
        sql("UPDATE survey_response SET municipality_id = %s WHERE id = %s", other.municipality_id, response.pk),
    )


def test_where_answers_are_offered_from_is_told_once(submission, response, other):
    returns = Response.objects.filter(pk=other.pk)
    returns.update(offers_from=submission)
    refused(
        "response_keeps_its_offers",
        lambda: returns.update(offers_from=None),
        lambda: returns.update(offers_from=SubmissionFactory()),
        sql("UPDATE survey_response SET offers_from_id = NULL"),
    )


@pytest.mark.parametrize(
    "change",
    [{"slug": "other"}, {"version": "9"}, {"content": {}}, {"checksum": "forged"}],
    ids=lambda change: str(change),
)
def test_a_questionnaire_in_use_never_changes(change):
    questionnaire = WaveFactory().questionnaire
    ((name, value),) = change.items()
    refused(
        "questionnaire_in_use_never_changes",
        lambda: Questionnaire.objects.update(**change),
        lambda: setattr(questionnaire, name, value) or questionnaire.save(),
        sql(f"UPDATE survey_questionnaire SET {name} = %s", "{}" if name == "content" else value),
        sql("DELETE FROM survey_questionnaire"),
    )


def test_a_questionnaire_that_nobody_uses_may_change_and_go():
    unused = QuestionnaireFactory()
    Questionnaire.objects.filter(pk=unused.pk).update(content={}, checksum="other")
    WaveFactory(questionnaire=QuestionnaireFactory(version="next"))
    unused.delete()
    assert Questionnaire.objects.get().version == "next"


def test_a_wave_with_returns_keeps_its_questionnaire_and_address(response):
    wave, next_one = response.wave, QuestionnaireFactory(version="next")
    waves = Wave.objects.filter(pk=wave.pk)
    refused(
        "wave_with_returns_asks_the_same",
        lambda: waves.update(questionnaire=next_one),
        lambda: waves.update(slug="elsewhere"),
        sql("UPDATE survey_wave SET questionnaire_id = %s WHERE id = %s", next_one.pk, wave.pk),
    )
    waves.update(title="Titel ohne Tippfehler")


def test_a_wave_without_returns_may_change():
    Wave.objects.filter(pk=WaveFactory().pk).update(slug="other", questionnaire=QuestionnaireFactory(version="next"))
    assert Wave.objects.get().slug == "other"


INSERT = """
    INSERT INTO survey_submission
        (response_id, number, answers, states, evidence, checksum, submitted_by_id, submitted_at)
    SELECT %s, %s, '{}', '{}', '{}', '', id, now() FROM survey_user LIMIT 1
"""


def next_submission(response, number):
    fields = {
        "answers": {},
        "states": {},
        "checksum": "",
        "submitted_by": UserFactory(),
        "submitted_at": timezone.now(),
    }
    return Submission(response=response, number=number, **fields)


@pytest.mark.parametrize("state", [Response.State.OPEN, Response.State.PRESENTED])
def test_a_return_that_is_not_handed_in_has_no_new_submission(response, state):
    response.set_state(state)
    refused(
        "submission_of_return_handed_in",
        next_submission(response, 2).save,
        lambda: Submission.objects.bulk_create([next_submission(response, 2)]),
        sql(INSERT, response.pk, 2),
    )


@pytest.mark.parametrize("number", [0, 1, 3, 99])
def test_submissions_are_numbered_without_gaps(response, number):
    refused(
        "submission_numbers_are_consecutive",
        next_submission(response, number).save,
        lambda: Submission.objects.bulk_create([next_submission(response, 2), next_submission(response, number + 1)]),
        sql(INSERT, response.pk, number),
    )


def test_a_score_stays_with_its_submission(submission):
    bare = next_submission(submission.response, 2)
    bare.save()
    refused(
        "score_stays_where_it_is",
        lambda: SubmissionScore.objects.update(submission=bare),
        sql("UPDATE survey_submissionscore SET submission_id = %s", bare.pk),
    )


@pytest.mark.parametrize("state", [Response.State.PRESENTED, Response.State.SUBMITTED])
def test_answers_stay_while_the_return_is_presented_or_handed_in(response, state):
    response.set_state(state)
    response.refresh_from_db()
    answer = response.answers.order_by("code").first()
    new = {"answered_by": answer.answered_by, "answered_at": answer.answered_at}
    refused(
        "answer_of_open_return",
        lambda: response.answers.update(value=None),
        lambda: response.answers.create(code="NEW", value=1, **new),
        answer.delete,
        sql("DELETE FROM survey_answer"),
        sql("UPDATE survey_answer SET value = '1' WHERE id = %s", answer.pk),
    )


def test_evidence_stays_likewise(response):
    given = {"code": "STR-01", "url": "https://town.example", "given_by": UserFactory(), "given_at": timezone.now()}
    evidence = reopened(response).evidence.create(**given)
    response.set_state(Response.State.SUBMITTED)
    refused(
        "evidence_of_open_return",
        lambda: Evidence.objects.update(url="https://elsewhere.example"),
        lambda: response.evidence.create(**given | {"code": "STR-02"}),
        evidence.delete,
        sql("DELETE FROM survey_evidence"),
    )


def test_nothing_moves_from_one_return_to_another(response, other):
    """Each of what stands beside a return, with its trigger."""
    by, at = UserFactory(), timezone.now()
    save_answers(response=other, values={"STR-02": 1}, by=by)
    other.evidence.create(code="STR-02", url="https://town.example", given_by=by, given_at=at)
    write_remark(response=other, code="STR-02", text="Siehe Haushalt", by=by)
    ask_query(response=other, code="STR-02", text="Welches Jahr?", by=by, site="http://testserver")
    second = ask_query(response=response, code="STR-02", text="Welches?", by=by, site="http://testserver")
    request_reopening(response=other, by=by, reason="Ein Zahlendreher", link="http://testserver")
    reopened(response)
    names = {Answer: "answer", Evidence: "evidence", Remark: "remark", Query: "query"}
    for model, noun in (names | {ReopeningRequest: "reopening_request"}).items():
        rows = model.objects.filter(response=other)
        moved = sql(f"UPDATE {model._meta.db_table} SET response_id = %s WHERE response_id = %s", response.pk, other.pk)
        refused(f"{noun}_stays_where_it_is", lambda rows=rows: rows.update(response=response), moved)
    for model, noun in names.items():
        refused(
            f"{noun}_stays_where_it_is", lambda model=model: model.objects.filter(response=other).update(code="STR-03")
        )
    refused("query_message_stays_where_it_is", lambda: QueryMessage.objects.update(query=second))


def test_a_decision_on_reopening_is_final(response):
    request = request_reopening(response=response, by=UserFactory(), reason="Zahlen", link="http://testserver")
    ReopeningRequest.objects.update(state="declined", decided_by=UserFactory(), decided_at=timezone.now())
    refused(
        "reopening_decision_is_final",
        lambda: ReopeningRequest.objects.update(reply="Doch nicht"),
        request.delete,
        sql("UPDATE survey_reopeningrequest SET reason = 'Anderes'"),
    )


def test_submissions_and_the_log_change_neither(submission):
    for table in APPEND_ONLY:
        for verb, attempt in (
            ("delete", f"DELETE FROM survey_{table}"),
            ("update", f"UPDATE survey_{table} SET number = 7"),
        ):
            with pytest.raises(InternalError, match=f"Cannot .*{verb}.* rows"), transaction.atomic():
                sql(attempt)()
