"""Jobs: started, done step by step, cancelled; whatever happens in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from io import BytesIO
from threading import Barrier, Event
from time import sleep
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from atlas import frames
from atlas.job_progress import progress_of, rest_in_words
from atlas.jobs.kinds import File, JobKind
from atlas.jobs.profiles import profiles
from atlas.jobs.registry import KINDS
from atlas.jobs.work import NothingToMake, cancel_job, start_job, work_on
from atlas.models import Job, JobPart
from tests.factories import JobFactory, SubmissionFactory, UserFactory, WaveFactory

SITE = "http://testserver"
LETTERS = ["a", "b", "c"]
step = partial(work_on, site=SITE, patience=0)


def spell(order, parts):
    word = ", ".join(f"{key}={content.decode()}" for key, content in parts)
    return File(f"{order.wave.slug}.txt", "text/plain", word.encode())


@pytest.fixture
def letters(monkeypatch):
    """A kind whose parts are three letters and the language they are made in."""
    made = []

    def make(wave, key):
        made.append(key)
        return f"{key.upper()} {translation.get_language()}".encode()

    kind = JobKind("letters", "Letters", "Three of them", lambda wave: LETTERS, make, spell)
    monkeypatch.setitem(KINDS, kind.name, kind)
    return made


@pytest.fixture
def job(db, letters):
    with translation.override("de"):
        return start_job(kind=KINDS["letters"], wave=WaveFactory(), by=UserFactory(analyst=True))


def state(job):
    """How it stands in the database now."""
    job.refresh_from_db()
    return progress_of(job, frames.data_version())


def test_each_step_makes_one_part_and_the_last_the_file(job, letters):
    for done in (1, 2, 3):
        assert step(job=job)
        assert (state(job).is_running, job.done, job.parts.count()) == (True, done, done)
    step(job=job)
    assert state(job).is_finished
    assert bytes(job.file) == b"a=A de, b=B de, c=C de"
    assert (job.file_name, job.content_type) == (f"{job.wave.slug}.txt", "text/plain")
    assert not JobPart.objects.exists()
    assert letters == LETTERS


def test_a_request_works_as_long_as_it_may(job, letters):
    work_on(job=job, site=SITE, patience=60)
    assert state(job).is_finished
    assert job.seconds > 0


def test_a_finished_job_is_not_worked_on_again(job, letters):
    work_on(job=job, site=SITE, patience=60)
    assert step(job=job)
    assert letters == LETTERS


def test_a_part_that_fails_leaves_the_parts_before_it(job, monkeypatch):
    step(job=job)

    def fail(wave, key):
        raise RuntimeError("The process was killed.")

    kind = KINDS["letters"]
    monkeypatch.setitem(KINDS, "letters", JobKind("letters", "", "", kind.keys, fail, kind.assemble))
    with pytest.raises(RuntimeError):
        step(job=job)
    monkeypatch.setitem(KINDS, "letters", kind)
    assert (state(job).is_running, job.done) == (True, 1)
    work_on(job=job, site=SITE, patience=60)
    assert bytes(Job.objects.get().file) == b"a=A de, b=B de, c=C de"


def test_new_data_make_a_job_outdated_and_drop_its_parts(job):
    step(job=job)
    SubmissionFactory()
    assert not state(job).is_running
    step(job=job)
    assert not state(job).is_running
    assert not state(job).is_finished
    assert not JobPart.objects.exists()


def test_data_that_change_during_a_step_are_noticed_in_it(job, monkeypatch):
    def make(wave, key):
        SubmissionFactory()
        return b""

    monkeypatch.setitem(KINDS, "letters", JobKind("letters", "", "", lambda wave: LETTERS, make, spell))
    step(job=job)
    assert not state(job).is_running
    assert not JobPart.objects.exists()


def test_another_number_of_parts_than_at_the_start_is_outdated(job, monkeypatch):
    """The program was exchanged meanwhile."""
    kind = KINDS["letters"]
    monkeypatch.setitem(KINDS, "letters", JobKind("letters", "", "", lambda wave: ["a"], kind.make, kind.assemble))
    step(job=job)
    assert not state(job).is_running


def test_a_kind_that_is_no_longer_there_is_outdated(job, monkeypatch):
    monkeypatch.delitem(KINDS, "letters")
    step(job=job)
    assert not state(job).is_running
    assert state(job).title == "letters"


def test_a_finished_file_stays_when_the_data_change_and_says_so(job):
    work_on(job=job, site=SITE, patience=60)
    assert not state(job).has_newer_data
    SubmissionFactory()
    assert state(job).is_finished
    assert state(job).has_newer_data


def test_starting_twice_is_one_job(job):
    with translation.override("de"):
        again = start_job(kind=KINDS["letters"], wave=job.wave, by=job.made_by)
    assert again.pk == job.pk


def test_another_language_or_person_is_another_job(job):
    kind = KINDS["letters"]
    with translation.override("en"):
        english = start_job(kind=kind, wave=job.wave, by=job.made_by)
        other = start_job(kind=kind, wave=job.wave, by=UserFactory(analyst=True))
    assert len({job.pk, english.pk, other.pk}) == 3


def test_starting_again_after_a_change_replaces_the_outdated_job(job):
    step(job=job)
    SubmissionFactory()
    with translation.override("de"):
        again = start_job(kind=KINDS["letters"], wave=job.wave, by=job.made_by)
    assert again.pk != job.pk
    assert Job.objects.get() == again
    assert not JobPart.objects.exists()


def test_jobs_older_than_a_week_are_removed_with_the_next_start(job):
    step(job=job)
    old, other = Job.objects.get(), JobFactory(finished=True, made_at=timezone.now() - timedelta(days=8))
    Job.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=6))
    start_job(kind=KINDS["letters"], wave=job.wave, by=UserFactory(analyst=True))
    assert Job.objects.filter(pk=old.pk).exists()
    assert not Job.objects.filter(pk=other.pk).exists()


def test_nothing_to_make_starts_no_job(db, monkeypatch):
    kind = profiles(lambda ags, wave: b"%PDF")
    with pytest.raises(NothingToMake):
        start_job(kind=kind, wave=WaveFactory(), by=UserFactory(analyst=True))
    assert not Job.objects.exists()


def test_profiles_are_one_file_for_each_town_that_handed_in(db, monkeypatch):
    kind = profiles(lambda ags, wave: f"%PDF {ags} {wave.slug}".encode())
    monkeypatch.setitem(KINDS, kind.name, kind)
    first = SubmissionFactory(response__wave__is_synthetic=True, response__municipality__name="Bad Ürach am See")
    wave, town = first.response.wave, first.response.municipality
    other = SubmissionFactory(response__wave=wave).response.municipality
    job = start_job(kind=kind, wave=wave, by=UserFactory(analyst=True))
    work_on(job=job, site=SITE, patience=60)
    job = Job.objects.get()
    assert job.file_name == f"{wave.slug}-profiles-synthetic.zip"
    with ZipFile(BytesIO(bytes(job.file))) as archive:
        assert sorted(name.rsplit("-", 1)[1] for name in archive.namelist()) == sorted(
            [f"{town.ags}.pdf", f"{other.ags}.pdf"]
        )
        assert archive.read(f"bad-urach-am-see-{town.ags}.pdf").decode() == f"%PDF {town.ags} {wave.slug}"


# Two windows at once


def at_once(*tasks):
    """Runs the tasks at the same moment, each with its own connection."""
    barrier = Barrier(len(tasks))

    def run(task):
        barrier.wait(timeout=10)
        try:
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


@pytest.mark.django_db(transaction=True)
def test_two_windows_make_no_part_twice(job, letters):
    while not Job.objects.get().file_name:
        at_once(*[lambda: step(job=job)] * 3)
    assert letters == LETTERS
    assert bytes(Job.objects.get().file) == b"a=A de, b=B de, c=C de"


@pytest.mark.django_db(transaction=True)
def test_a_second_window_is_told_that_the_first_is_at_work(job, monkeypatch):
    begun, may_end = Event(), Event()

    def make(wave, key):
        begun.set()
        may_end.wait(timeout=30)
        return b""

    monkeypatch.setitem(KINDS, "letters", JobKind("letters", "", "", lambda wave: LETTERS, make, spell))

    def second():
        begun.wait(timeout=30)
        has_worked = step(job=job)
        may_end.set()
        return has_worked

    assert at_once(lambda: step(job=job), second) == [True, False]
    assert Job.objects.get().done == 1


@pytest.mark.django_db(transaction=True)
def test_cancelling_during_a_step_leaves_nothing_behind(job, monkeypatch):
    begun = Event()

    def make(wave, key):
        begun.set()
        sleep(0.3)  # until the other one waits
        return b""

    monkeypatch.setitem(KINDS, "letters", JobKind("letters", "", "", lambda wave: LETTERS, make, spell))

    def cancel():
        begun.wait(timeout=30)
        cancel_job(job=job)

    at_once(lambda: step(job=job), cancel)
    assert not Job.objects.exists()
    assert not JobPart.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_start_make_one_job(letters):
    wave, person = WaveFactory(), UserFactory(analyst=True)
    started = at_once(*[lambda: start_job(kind=KINDS["letters"], wave=wave, by=person).pk] * 2)
    assert set(started) == {Job.objects.get().pk}


# In words


def test_the_rest_is_estimated_from_the_time_of_work():
    assert rest_in_words(0, 10, 0) == ""
    assert rest_in_words(5, 10, 5) == "about 5 seconds left"
    assert rest_in_words(5, 10, 12) == "about 15 seconds left"
    assert rest_in_words(1, 101, 2) == "about 4 minutes left"


def test_a_screen_reader_hears_of_each_quarter_only(job):
    heard = []
    for done in range(101):
        job.done, job.total = done, 100
        heard.append(progress_of(job, "").news)
    assert sorted(set(heard)) == ["", "100% done", "25% done", "50% done", "75% done"]
    assert heard[:25] == [""] * 25


# Rules that the database holds


def refused_by(name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


@pytest.mark.django_db
def test_a_person_has_one_unfinished_job_of_a_kind_and_language():
    job = JobFactory()
    same = {"wave": job.wave, "made_by": job.made_by}
    JobFactory(**same, language="en")
    JobFactory(**same, kind="profiles")
    JobFactory(**same, finished=True)
    JobFactory(**same, finished=True)
    refused_by("job_unfinished_once", lambda: JobFactory(**same))


@pytest.mark.django_db
def test_a_job_has_parts():
    JobFactory(total=1)
    refused_by("job_has_parts", lambda: JobFactory(total=0))


@pytest.mark.django_db
def test_no_more_parts_are_done_than_there_are():
    JobFactory(done=3)
    refused_by("job_done_within_total", lambda: JobFactory(done=4))


@pytest.mark.django_db
def test_a_finished_job_has_all_its_parts():
    JobFactory(finished=True)
    refused_by("job_finished_has_all_parts", lambda: JobFactory(finished=True, done=2))


@pytest.mark.django_db
def test_a_file_has_a_name_and_a_name_has_a_file():
    JobFactory(finished=True)
    refused_by("job_file_has_name", lambda: JobFactory(finished=True, file=None))
    refused_by("job_file_has_name", lambda: JobFactory(file=b"PK"))


@pytest.mark.django_db
def test_a_part_has_a_place_of_its_own():
    job = JobFactory()
    JobPart.objects.create(job=job, position=0, content=b"")
    JobPart.objects.create(job=job, position=1, content=b"")
    JobPart.objects.create(job=JobFactory(), position=0, content=b"")
    refused_by("job_part_once", lambda: JobPart.objects.create(job=job, position=0, content=b""))
