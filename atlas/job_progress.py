"""How far a job is, in words."""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels
from atlas.jobs.registry import KINDS
from atlas.models import Job

ANNOUNCED = 4  # times in all that a screen reader speaks: at each quarter
LONG = 90  # seconds from which on minutes are told
GRAIN = 5  # seconds to which a shorter rest is rounded up


@dataclass(frozen=True)
class Progress:
    """A job as a page shows it; `has_newer_data`: the finished file is of an earlier state."""

    job: Job
    title: str
    description: str
    is_running: bool
    is_finished: bool
    has_newer_data: bool

    @property
    def count(self) -> str:
        return labels.n_of(self.job.done, self.job.total)

    @property
    def rest(self) -> str:
        """How long it will take from here; empty before anything is known."""
        return rest_in_words(self.job.done, self.job.total, self.job.seconds)

    @property
    def news(self) -> str:
        """What a screen reader says of it: it changes only with each quarter."""
        quarter = ANNOUNCED * self.job.done // self.job.total
        return _("%(share)s done") % {"share": formats.percent(quarter / ANNOUNCED, places=0)} if quarter else ""


def progress_of(job: Job, data_version: str) -> Progress:
    kind, state = KINDS.get(job.kind), job.state(data_version)
    return Progress(
        job=job,
        title=str(kind.title) if kind else job.kind,
        description=str(kind.description) if kind else "",
        is_running=state is Job.State.RUNNING,
        is_finished=state is Job.State.FINISHED,
        has_newer_data=job.data_version != data_version,
    )


def rest_in_words(done: int, total: int, seconds: float) -> str:
    if not done:
        return ""
    rest = seconds / done * (total - done)
    if rest < LONG:
        count = max(GRAIN, GRAIN * ceil(rest / GRAIN))
        return ngettext("about %(count)s second left", "about %(count)s seconds left", count) % {"count": count}
    count = ceil(rest / 60)
    return ngettext("about %(count)s minute left", "about %(count)s minutes left", count) % {"count": count}
