"""A municipality's return: the working copy (Response, Answer) and what was handed in (Submission)."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from survey.models.data_change import DataChange, Marked
from survey.models.questionnaire import Wave
from survey.models.territory import Municipality
from survey.models.triggers import Refusal, given_in, never_emptied, of_open_return, stays
from survey.questionnaire.answers import Value


class ResponseQuerySet(models.QuerySet["Response"]):
    def in_wave(self, wave: Wave) -> "ResponseQuerySet":
        return self.filter(wave=wave)

    def with_questionnaire(self) -> "ResponseQuerySet":
        """Returns with their wave and its questionnaire, without the long document, which is cached per process."""
        return self.select_related("wave__questionnaire").defer("wave__questionnaire__content")

    def submitted(self) -> "ResponseQuerySet":
        """Returns handed in and not taken back for correction since."""
        return self.filter(state=Response.State.SUBMITTED)


class Response(models.Model):
    """The working copy of one municipality in one wave, and whether it is being filled in or handed in."""

    class State(models.TextChoices):
        OPEN = "open", _("in progress")
        PRESENTED = "presented", _("presented for release")
        SUBMITTED = "submitted", _("handed in")

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="responses", verbose_name=_("municipality")
    )
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="responses", verbose_name=_("wave"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    started_at = models.DateTimeField(_("begun"))
    extended_until = models.DateTimeField(
        _("extended until"), null=True, blank=True, help_text=_("A later deadline for this municipality alone.")
    )
    offers_from = models.ForeignKey(
        "Submission",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("offers answers from"),
        help_text=_("The submission of an earlier wave whose answers are offered where the question is unchanged."),
    )

    objects: ClassVar = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["wave", "municipality"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "municipality"], name="response_once_per_wave"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "presented", "submitted"]), name="response_state_known"
            ),
        ]
        triggers = [
            stays("response", "municipality", "wave"),
            Refusal(
                "response_keeps_its_offers",
                "from where answers are offered is told when the return is begun.",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("offers_from"),
                wrong="OLD.offers_from_id IS NOT NULL",
            ),
            Refusal(
                "response_with_anything_given_stays",
                "people have given something in this return.",
                operation=pgtrigger.Delete,
                wrong=given_in("OLD.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.wave}"

    def answer_values(self) -> dict[str, Value]:
        """Question code → value of everything answered so far, hidden questions included."""
        return {code: value for code, value in self.answers.values_list("code", "value") if value is not None}

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def is_presented(self) -> bool:
        return self.state == self.State.PRESENTED

    def set_state(self, state: "Response.State") -> None:
        self.state = state
        self.save(update_fields=["state"])

    @property
    def closes_at(self) -> datetime:
        """The deadline of this return: that of its wave, or a later one granted to this municipality alone."""
        return max(self.wave.closes_at, self.extended_until or self.wave.closes_at)

    def is_in_time(self, at: datetime | None = None) -> bool:
        """Whether its wave has begun and its deadline is yet to come."""
        return self.wave.opens_at <= (at or timezone.now()) < self.closes_at

    def is_closed(self, at: datetime | None = None) -> bool:
        """Whether its deadline has passed."""
        return self.wave.opens_at <= (at or timezone.now()) and not self.is_in_time(at)


class Answer(models.Model):
    """One question's value in a working copy; a value of None is an answer that was taken back."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", verbose_name=_("return"))
    code = models.CharField(_("question"), max_length=20)
    value = models.JSONField(_("value"), null=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"))
    # Taken over from an earlier wave and given back: the question is offered that answer again.
    is_given_back = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["response", "code"]
        constraints = [
            models.UniqueConstraint(fields=["response", "code"], name="answer_once_per_question"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="answer_revision_from_1"),
        ]
        triggers = [
            of_open_return("answer"),
            stays("answer", "response", "code"),
            Refusal("answer_stays_for_good", "it is taken back, but stays a row.", operation=pgtrigger.Delete),
            never_emptied("answer"),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.code}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def in_wave(self, wave: Wave) -> "SubmissionQuerySet":
        return self.filter(response__wave=wave)

    def current(self, until: datetime | None = None) -> "SubmissionQuerySet":
        """The last submission of each return: the one that counts; of those handed in `until` then."""
        later = Submission.objects.filter(response=OuterRef("response"), number__gt=OuterRef("number"))
        if until is None:
            return self.filter(~Exists(later))
        return self.filter(~Exists(later.filter(submitted_at__lte=until)), submitted_at__lte=until)

    def listed(self) -> "SubmissionQuerySet":
        """By number, with who handed in, without what was handed in: for lists."""
        return self.select_related("submitted_by").defer("answers", "states", "evidence").order_by("number")


class Submission(models.Model):
    """An immutable copy of all answers at the moment of handing in; the only thing the Atlas reads."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="submissions", verbose_name=_("return"))
    number = models.PositiveIntegerField(_("number"))
    answers = models.JSONField(_("answers"), help_text=_("Question code and value, of the questions that were asked."))
    states = models.JSONField(_("states"), help_text=_("Question code and state, of all questions."))
    evidence = models.JSONField(
        _("evidence"), default=dict, help_text=_("Question code, link and page of the evidence given for an answer.")
    )
    checksum = models.CharField(_("checksum"), max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    submitted_at = models.DateTimeField(_("handed in"))

    objects: ClassVar = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["response", "number"]
        constraints = [
            models.UniqueConstraint(fields=["response", "number"], name="submission_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="submission_number_from_1"),
        ]
        triggers = [
            pgtrigger.Protect(name="submission_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied("submission"),
            Refusal(
                "submission_of_return_handed_in",
                "the return is not handed in.",
                operation=pgtrigger.Insert,
                wrong="NOT EXISTS (SELECT FROM survey_response WHERE id = NEW.response_id AND state = 'submitted')",
            ),
            Refusal(
                "submission_numbers_are_consecutive",
                "the submissions of a return are numbered from 1 without gaps.",
                operation=pgtrigger.Insert,
                wrong="""NEW.number <> 1 + (
                    SELECT coalesce(max(number), 0) FROM survey_submission WHERE response_id = NEW.response_id
                )""",
            ),
            Marked(DataChange.Topic.RETURNS),
        ]

    def __str__(self) -> str:
        return f"{self.response} – {self.number}"


class SubmissionScore(models.Model):
    """What the scoring made of a submission; `manage.py rescore` makes it again. Scores 0–100, unrounded."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, primary_key=True, related_name="score", verbose_name=_("submission")
    )
    index = models.FloatField(_("index"), null=True)
    index_low = models.FloatField(_("index, lower limit"), null=True)
    index_high = models.FloatField(_("index, upper limit"), null=True)
    level = models.CharField(_("level"), max_length=10, blank=True)
    sovereignty = models.FloatField(_("digital sovereignty"), null=True)
    sovereignty_low = models.FloatField(_("digital sovereignty, lower limit"), null=True)
    sovereignty_high = models.FloatField(_("digital sovereignty, upper limit"), null=True)
    answered_share = models.FloatField(_("answered share"), null=True)
    sections = models.JSONField(_("sections"), help_text=_("Section code and its score, range and shares."))
    computed_at = models.DateTimeField(_("computed"), auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        triggers = [stays("score", "submission"), never_emptied("score"), Marked(DataChange.Topic.RETURNS)]

    def __str__(self) -> str:
        return str(self.submission_id)
