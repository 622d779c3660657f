"""`manage.py simulate`: a second database, filled in bulk. Run as a process of its own, as a person would."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from survey.second_database import create_database, server_connection

pytestmark = pytest.mark.xdist_group("simulation")  # one database for all tests of this file

FACTS = """
import json
from survey.models import *
from survey.questionnaire.states import answer_states, missing_required
from survey.checksums import checksum

document = Wave.objects.get().questionnaire.document
submissions = list(Submission.objects.all()[:30])
print(json.dumps({
    "municipalities": Municipality.objects.count(),
    "boundaries": Boundary.objects.count(),
    "districts": list(District.objects.values_list("ags", flat=True)),
    "last": str(Municipality.objects.last()),
    "synthetic": Wave.objects.get().is_synthetic,
    "open": Wave.objects.get().is_open(),
    "analysts": [user.email for user in User.objects.all() if user.reads_atlas],
    "handed_in": Response.objects.submitted().count(),
    "submissions": Submission.objects.count(),
    "answers": Answer.objects.count(),
    "states": all(answer_states(document, one.answers) == one.states for one in submissions),
    "checksums": all(checksum(one.answers) == one.checksum for one in submissions),
    "missing": sum(len(missing_required(document, one.answers)) for one in submissions),
}))
"""


def process(*arguments, database=""):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_NAME": database},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def drop_database(name):
    server = server_connection()
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {server.ops.quote_name(name)} WITH (FORCE)")
    server.close()


@pytest.fixture(scope="module")
def simulation(django_db_setup, django_db_blocker):
    """The name of a filled database, and what the command printed."""
    name = f"{connection.settings_dict['NAME']}_simulation"
    with django_db_blocker.unblock():
        drop_database(name)
        yield name, process("simulate", "--municipalities", "200", "--database", name)
        drop_database(name)


def test_it_creates_the_database_and_says_how_to_look_at_it(simulation):
    name, output = simulation
    assert f"Database {name} created." in output
    assert "200 municipalities, 158 returns" in output
    assert output.endswith(f"DATABASE_NAME={name} manage.py runserver\n")


def test_it_holds_invented_municipalities_and_returns_handed_in_without_working_copies(simulation):
    facts = json.loads(process("shell", "--verbosity=0", "-c", FACTS, database=simulation[0]))
    assert facts == {
        "municipalities": 200,
        "boundaries": 200,
        "districts": ["90001", "90002"],
        "last": "Musterort 00200",
        "synthetic": True,
        "open": True,
        "analysts": ["analyst@demo.example"],
        "handed_in": 158,
        "submissions": 158,
        "answers": 0,
        "states": True,
        "checksums": True,
        "missing": 0,
    }


def test_stored_and_recomputed_scores_agree(simulation):
    assert process("rescore", database=simulation[0]) == "0 of 158 scores changed.\n"


def test_a_second_run_changes_nothing_and_says_so(simulation):
    assert "Nothing to do" in process("simulate", "--municipalities", "300", "--database", simulation[0])


@pytest.mark.django_db
def test_the_database_in_use_is_never_filled(manage):
    with pytest.raises(CommandError, match="is the database in use"):
        manage("simulate", "--database", connection.settings_dict["NAME"])


@pytest.mark.parametrize("number", ["0", "-1", "many", "2000000"])
def test_a_senseless_number_is_refused(manage, number):
    with pytest.raises(CommandError, match="expected a whole number"):
        manage("simulate", f"--municipalities={number}")


@pytest.mark.django_db
def test_a_database_is_created_once():
    name = f"{connection.settings_dict['NAME']}_once"
    drop_database(name)
    assert create_database(name)
    assert not create_database(name)
    drop_database(name)
