"""Start a job, do its next parts, cancel it.

There is no worker: a request of the person works for about a second. What it made is kept in the same transaction, so
a killed process loses that second and nothing else. Whoever works holds the row of the job; a second window waits.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from atlas import frames
from atlas.jobs.kinds import JobKind, Order
from atlas.jobs.registry import KINDS
from atlas.models import Job, JobPart, JobQuerySet
from survey.models import User, Wave

KEPT = timedelta(days=7)
PATIENCE = 1.0  # seconds of work in one request


class NothingToMake(Exception):
    """There is nothing yet that the file could hold; no job was started."""


class DataChanged(Exception):
    """The data are no longer those of the start; nothing of this request was kept."""


@transaction.atomic
def start_job(*, kind: JobKind, wave: Wave, by: User, at: datetime | None = None) -> Job:
    """The person's unfinished job of this kind if it is still good, else a new one; old jobs of everybody are removed.

    Raises NothingToMake.
    """
    at = at or timezone.now()
    _remove(Job.objects.filter(made_at__lt=at - KEPT))
    version, total = frames.data_version(), len(kind.keys(wave))
    if not total:
        raise NothingToMake
    same = {"made_by": by, "wave": wave, "kind": kind.name, "language": get_language() or "de"}
    _remove(Job.objects.unfinished().filter(**same).exclude(data_version=version))
    start = {"made_at": at, "data_version": version, "total": total}
    job, _is_new = Job.objects.get_or_create(**same, file_name="", defaults=start)
    return job


@transaction.atomic
def cancel_job(*, job: Job) -> None:
    """Deletes it with all that was made; waits for a request that works on it at this moment."""
    _remove(Job.objects.filter(pk=job.pk))


def _remove(jobs: JobQuerySet) -> None:
    """Locked first: a part that is added meanwhile would be left without its job."""
    locked = list(jobs.order_by("pk").select_for_update().values_list("pk", flat=True))
    JobPart.objects.filter(job__in=locked).delete()
    Job.objects.filter(pk__in=locked).defer("file").delete()


@transaction.atomic
def work_on(*, job: Job, site: str, patience: float = PATIENCE) -> bool:
    """Makes parts until `patience` seconds have passed, at least one; after the last part the file.

    False if another request is at work on it, or if the job is gone. If the data have changed since the start, the job
    is marked outdated and its parts are dropped: a file never mixes two states of the data.
    """
    held = Job.objects.select_related("wave__questionnaire").defer("file", "wave__questionnaire__content")
    mine = held.select_for_update(of=("self",), skip_locked=True).filter(pk=job.pk).first()
    if mine is None:
        return False
    if mine.file_name:
        return True
    try:
        with transaction.atomic(), override(mine.language):
            _work(mine, site, patience)
    except DataChanged:
        mine.parts.all().delete()
        Job.objects.filter(pk=mine.pk).update(data_version="", done=0)
    return True


def _work(job: Job, site: str, patience: float) -> None:
    """Raises DataChanged. Looked at before and after: what is read in between belongs to the version."""
    kind = KINDS.get(job.kind)
    keys = kind.keys(job.wave) if kind else []
    if kind is None or len(keys) != job.total or frames.data_version() != job.data_version:
        raise DataChanged
    begun = monotonic()
    while True:
        if job.done < job.total:
            content = kind.make(job.wave, keys[job.done])
            JobPart.objects.create(job=job, position=job.done, content=content)
            job.done += 1
        else:
            _finish(job, kind, keys, site)
        if job.file_name or monotonic() - begun >= patience:
            break
    if frames.data_version() != job.data_version:
        raise DataChanged
    job.seconds += monotonic() - begun
    job.save()


def _finish(job: Job, kind: JobKind, keys: list[str], site: str) -> None:
    file = kind.assemble(Order(job.wave, job.made_at, site), _parts(job, keys))
    job.file, job.file_name, job.content_type = file.content, file.name, file.content_type
    job.parts.all().delete()


def _parts(job: Job, keys: list[str]) -> Iterator[tuple[str, bytes]]:
    rows = job.parts.order_by("position").values_list("position", "content")
    for position, content in rows.iterator(chunk_size=20):
        yield keys[position], bytes(content)
