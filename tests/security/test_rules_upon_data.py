"""The rules of the database are added to one with data, also with such as they would refuse today."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from survey.second_database import create_database, server_connection

BEFORE = ["survey", "0003"]
OF_BEFORE = """
    INSERT INTO survey_district VALUES ('08116', 'Esslingen');
    INSERT INTO survey_municipality
        (ags, name, kind, district_id, population, area_km2, latitude, longitude, updated_at)
        VALUES ('08116019', 'Esslingen am Neckar', 'Stadt', '08116', 96182, 46, 48.7, 9.3, now());
    INSERT INTO survey_user (email, name, password, is_superuser, is_staff, is_active, is_analyst, date_joined)
        VALUES ('kim@town.example', 'Kim', '!', false, false, true, false, now());
    INSERT INTO survey_questionnaire (slug, version, content, checksum, loaded_at)
        VALUES ('atlas', '1', '{}', '', now());
    INSERT INTO survey_wave (slug, title, title_en, questionnaire_id, opens_at, closes_at, requires_release,
            is_synthetic, updated_at)
        SELECT 'atlas', 'Atlas', 'Atlas', id, now(), now() + interval '1 day', false, false, now()
        FROM survey_questionnaire;
    INSERT INTO survey_response (municipality_id, wave_id, state, started_at)
        SELECT '08116019', id, 'open', now() FROM survey_wave;
    INSERT INTO survey_submission (response_id, number, answers, states, evidence, checksum, submitted_by_id,
            submitted_at)
        SELECT survey_response.id, 99, '{}', '{}', '{}', '', survey_user.id, now() FROM survey_response, survey_user;
"""


@pytest.fixture
def before(db):
    """A connection to a database of before the rules, with a return that is open and has a submission 99."""
    name = f"{connection.settings_dict['NAME']}_upon_data"
    drop(name)
    create_database(name)
    manage(name, "migrate", *BEFORE)
    there = connection.copy()
    there.settings_dict = there.settings_dict | {"NAME": name}
    with there.cursor() as cursor:
        cursor.execute(OF_BEFORE)
    yield there
    there.close()
    drop(name)


def drop(name):
    server = server_connection()
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    server.close()


def manage(name, *arguments):
    call = [sys.executable, "manage.py", *arguments, "--verbosity=0"]
    subprocess.run(call, cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_NAME": name}, check=True, timeout=120)


def test_the_data_stay_and_the_rules_hold_from_now_on(before):
    manage(before.settings_dict["NAME"], "migrate")
    with before.cursor() as cursor:
        cursor.execute(
            "SELECT number, state FROM survey_submission JOIN survey_response ON response_id = survey_response.id"
        )
        assert cursor.fetchall() == [(99, "open")]
        with pytest.raises(IntegrityError, match="submission_is_never_emptied"):
            cursor.execute("TRUNCATE survey_submission CASCADE")
        with pytest.raises(IntegrityError, match="questionnaire_in_use_never_changes"):
            cursor.execute("""UPDATE survey_questionnaire SET content = '{"other": 1}'""")
        cursor.execute("UPDATE survey_district SET name = 'Landkreis Esslingen'")
        cursor.execute("SELECT topic FROM survey_datachange")
        assert cursor.fetchall() == [("register",)]
