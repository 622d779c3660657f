"""A page that was kept never outlives a change of what it shows, however the change came about and whenever."""

from contextlib import closing
from datetime import timedelta
from random import Random
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from atlas import frames
from atlas.filters import selection_of
from atlas.material import Material
from atlas.profiles.profile import profile_of
from survey.actions.load_region import REGISTER_FIELDS, load_region
from survey.actions.rescore import rescore
from survey.models import Boundary, District, Municipality, Questionnaire, Submission, SubmissionScore, Wave
from survey.region.files import Region
from survey.region.register import Row
from tests.factories import (
    BoundaryFactory,
    MunicipalityFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
)

WAITING = 30  # seconds, on a busy machine


@pytest.fixture
def analyst(client, db):
    client.force_login(UserFactory(analyst=True))
    return client


class Elsewhere(Thread):
    """Hands a return in on a connection of its own, and commits it when it is told to."""

    def __init__(self, response):
        super().__init__()
        self.response, self.written, self.may_commit = response, Event(), Event()

    def run(self):
        with closing(connection), transaction.atomic():
            SubmissionFactory(response=self.response)
            self.written.set()
            assert self.may_commit.wait(WAITING)

    def commit(self):
        self.may_commit.set()
        self.join()


@pytest.mark.django_db(transaction=True)
def test_a_submission_that_is_committed_later_than_its_successor_is_shown(analyst):
    wave = WaveFactory()
    first, second = ResponseFactory(wave=wave), ResponseFactory(wave=wave)
    slow = Elsewhere(first)
    slow.start()
    assert slow.written.wait(WAITING)
    SubmissionFactory(response=second)
    before = shown(analyst, wave)
    slow.commit()
    after = shown(analyst, wave)
    assert (before, after) == ({second.municipality_id}, {first.municipality_id, second.municipality_id})
    assert Submission.objects.earliest("pk").response == first  # it took its key first and was committed last


def shown(analyst, wave):
    """Whose returns of the two are in the frames; as many has the overview. Both are kept."""
    page = str(analyst.get(reverse("atlas:overview")).context["content"])
    region = Material(selection_of(wave)).region
    found = set(region[region["participated"]]["ags"])
    assert f"{len(found)} von 2" in page
    return found


ROUNDS, WRITERS = 300, 3


@pytest.mark.django_db(transaction=True)
def test_no_version_comes_back_after_a_change_and_nobody_waits():
    """Three transactions in every order, some of them taken back: one version, one state of the data."""
    towns = [MunicipalityFactory() for _writer in range(WRITERS)]
    rng, seen, versions = Random(1), {}, []
    writers = [connection.copy() for _town in towns]
    try:
        for writer in writers:
            writer.set_autocommit(False)
            with writer.cursor() as cursor:
                cursor.execute("SET SESSION lock_timeout = '1ms'")
            writer.commit()
        for number in range(ROUNDS):
            place = rng.randrange(WRITERS)
            match rng.choice(["write", "write", "commit", "commit", "rollback"]):
                case "write":
                    with writers[place].cursor() as cursor:
                        change = "UPDATE survey_municipality SET name = %s WHERE ags = %s"
                        cursor.execute(change, [f"Ort {number}", towns[place].ags])
                case "commit":
                    writers[place].commit()
                case "rollback":
                    writers[place].rollback()
            version = frames.data_version()
            data = tuple(Municipality.objects.order_by("ags").values_list("name", flat=True))
            assert seen.setdefault(version, data) == data
            versions.append(version)
    finally:
        for writer in writers:
            writer.close()
    assert len(set(versions)) > ROUNDS / 10


def load(**changes):
    """The files of a register in which the only municipality has other values."""
    town = Municipality.objects.select_related("district").get()
    fields = {name: getattr(town, name) for name in REGISTER_FIELDS} | {"ags": town.ags, "district": town.district.name}
    fields["district_ags"] = fields.pop("district_id")
    boundaries = {town.ags: town.boundary.polygons}
    load_region(region=Region([Row(**fields | changes)], boundaries))


def by_sql(text):
    def change():
        with connection.cursor() as cursor:
            cursor.execute(text)

    return change


def emptied():
    connection.check_constraints()
    by_sql("TRUNCATE survey_boundary")()


def rescored():
    by_sql("UPDATE survey_submissionscore SET index = 1")()
    before = frames.data_version()
    rescore()
    assert frames.data_version() != before


OF_REGISTER = {
    "a district's new name": lambda: District.objects.update(name="Neu"),
    "a district saved": lambda: District.objects.get().save(),
    "a district, past Django": by_sql("UPDATE survey_district SET name = 'Neu'"),
    "a municipality": lambda: Municipality.objects.update(population=9),
    "one municipality more": MunicipalityFactory,
    "an outline": lambda: Boundary.objects.update(polygons=[]),
    "an outline less": lambda: Boundary.objects.all().delete(),
    "all outlines gone": emptied,
    "a new register": lambda: load(population=12_345),
    "a register with another name of the district": lambda: load(district="Neu"),
}
OF_RETURNS = {
    "a submission": SubmissionFactory,
    "a score": lambda: SubmissionScore.objects.update(index=1.0),
    "a score less": lambda: SubmissionScore.objects.all().delete(),
    "scores computed anew": rescored,
    "a wave": lambda: Wave.objects.update(title="Neu"),
    "its publication": lambda: Wave.objects.update(
        closes_at=timezone.now() - timedelta(hours=1), published_at=timezone.now()
    ),
    "a wave less": lambda: Wave.objects.get(slug="empty").delete(),
    "a questionnaire": lambda: QuestionnaireFactory(version="next"),
    "a questionnaire replaced": lambda: Questionnaire.objects.filter(version="unused").update(content={}),
}


@pytest.fixture
def everything(db):
    submission = SubmissionFactory()
    BoundaryFactory(municipality=submission.response.municipality)
    WaveFactory(slug="empty")
    QuestionnaireFactory(version="unused")
    return submission


@pytest.mark.parametrize("change", [*OF_REGISTER, *OF_RETURNS])
def test_every_change_is_a_new_version(everything, change):
    before, register_before = frames.data_version(), frames.register_version()
    (OF_REGISTER | OF_RETURNS)[change]()
    assert frames.data_version() != before
    if change in OF_REGISTER:
        assert frames.register_version() != register_before


def test_outlines_are_not_worked_out_anew_for_each_submission(everything):
    before = frames.register_version()
    SubmissionFactory(response=ResponseFactory(municipality=Municipality.objects.get()))
    assert frames.register_version() == before


def test_what_was_taken_back_brings_the_version_back(everything):
    before = frames.data_version()
    with transaction.atomic():
        District.objects.update(name="Neu")
        assert frames.data_version() != before
        transaction.set_rollback(True)
    assert frames.data_version() == before


def test_an_edit_in_the_administration_is_a_new_version(everything, client):
    client.force_login(UserFactory(admin=True))
    district, before = District.objects.get(), frames.data_version()
    address = reverse("admin:survey_district_change", args=[district.pk])
    assert client.post(address, {"name": "Neu"}).status_code == 302
    assert frames.data_version() != before


PAGES = ["overview", "turnout", "scores", "map", "questions", "method"]


@pytest.fixture
def published_wave(small_region):
    wave = WaveFactory(title="Alter Titel", title_en="Alter Titel")
    for town in small_region[:6]:
        SubmissionFactory(response=ResponseFactory(wave=wave, municipality=town))
    wave.closes_at, wave.published_at = timezone.now() - timedelta(minutes=1), timezone.now()
    wave.save()
    return wave


@pytest.fixture
def colleague_is_faster(monkeypatch):
    """The data change at the moment when the version is read for the first time."""

    def prepare(change):
        read, changes = frames.data_version, [change]

        def data_version():
            while changes:
                changes.pop()()
            return read()

        monkeypatch.setattr(frames, "data_version", data_version)

    return prepare


def new_title():
    for wave in Wave.objects.all():
        wave.title = wave.title_en = "Neuer Titel"
        wave.save()


def addresses(wave, town):
    yield from (reverse(f"atlas:{name}") for name in PAGES)
    yield reverse("atlas:question", args=[wave.questionnaire.document.scored_questions[0].code])
    yield reverse("atlas:municipality", args=[town.pk])
    yield reverse("atlas:published", args=[wave.slug])


@pytest.mark.parametrize("place", range(len(PAGES) + 3))
def test_the_version_is_read_before_everything_that_is_kept_under_it(
    analyst, published_wave, small_region, colleague_is_faster, place
):
    """Else what was read before a change would be kept as of after it, and stay."""
    address = list(addresses(published_wave, small_region[0]))[place]
    colleague_is_faster(new_title)
    analyst.get(address)
    context = analyst.get(address).context
    kept = str(context["content"]) + str(context.get("filters", ""))
    assert "Neuer Titel" in kept
    assert "Alter Titel" not in kept


def test_a_profile_is_made_of_one_version(published_wave, small_region, monkeypatch):
    """It is read once, at the beginning: a second look could find a newer one, for what was read before."""
    selection, calls = selection_of(published_wave), []
    monkeypatch.setattr(frames, "data_version", lambda: calls.append(1))
    assert profile_of(small_region[0].pk, selection, sees_all=True).result
    assert calls == []
