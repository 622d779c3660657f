"""Long work of an analyst, done piece by piece: what is asked for, and the pieces that are made."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from survey.models import Wave

UNFINISHED = Q(file_name="")


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> "JobQuerySet":
        """Jobs whose file is not there yet."""
        return self.filter(UNFINISHED)

    def without_file(self) -> "JobQuerySet":
        """With the `size` of the file in bytes instead of the file; None without one."""
        return self.select_related("wave").defer("file").annotate(size=Length("file"))


class Job(models.Model):
    """A file that is too long to make for one request; cancelling it deletes it.

    Nothing works on it but requests of the person it is for: each makes the next parts and keeps them, so that it
    outlives restarts and closed browsers.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("in progress")
        FINISHED = "finished", _("finished")
        OUTDATED = "outdated", _("outdated")

    kind = models.CharField(_("kind"), max_length=30)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="+", verbose_name=_("wave"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name=_("started by")
    )
    made_at = models.DateTimeField(_("started"))
    language = models.CharField(_("language"), max_length=10)
    data_version = models.CharField(
        _("state of the data"), max_length=200, blank=True, help_text=_("At the start; empty once it is outdated.")
    )
    done = models.PositiveIntegerField(_("parts made"), default=0)
    total = models.PositiveIntegerField(_("parts in all"))
    seconds = models.FloatField(_("seconds of work"), default=0)
    file = models.BinaryField(_("file"), null=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    content_type = models.CharField(_("type of the file"), max_length=100, blank=True)

    objects: ClassVar = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "wave", "kind", "language"], condition=UNFINISHED, name="job_unfinished_once"
            ),
            models.CheckConstraint(condition=Q(total__gte=1), name="job_has_parts"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_within_total"),
            models.CheckConstraint(condition=UNFINISHED | Q(done=F("total")), name="job_finished_has_all_parts"),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_name="") | (Q(file__isnull=False) & ~UNFINISHED),
                name="job_file_has_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} – {self.wave}"

    def state(self, data_version: str) -> "Job.State":
        """What it is worth while the data have this version: a finished file stays what it was."""
        if self.file_name:
            return self.State.FINISHED
        return self.State.RUNNING if self.data_version == data_version else self.State.OUTDATED


class JobPart(models.Model):
    """A piece of a file that is being made, by its place among all pieces."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts", verbose_name=_("job"))
    position = models.PositiveIntegerField(_("position"))
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("part of a job")
        verbose_name_plural = _("parts of a job")
        ordering = ["job", "position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="job_part_once")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.position}"
