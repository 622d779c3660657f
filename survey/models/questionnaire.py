"""What is asked (Questionnaire) and one round of asking (Wave)."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pgtrigger import AnyChange, Delete, Update

from survey.models.data_change import DataChange, Marked
from survey.models.triggers import Refusal
from survey.questionnaire.document import Document
from survey.questionnaire.slugs import is_reserved
from survey.typed import validate_line

EPOCH = datetime.fromtimestamp(0, UTC)


def validate_unreserved(slug: str) -> None:
    """The pages of a wave stand below its short name, beside others."""
    if is_reserved(slug):
        raise ValidationError(_("This word is part of other addresses. Please choose another one."), code="reserved")


class Questionnaire(models.Model):
    """A versioned document of sections, questions, routing and scoring; it never changes once a wave uses it."""

    slug = models.SlugField(_("short name"))
    version = models.CharField(_("version"), max_length=20)
    content = models.JSONField(_("document"))
    checksum = models.CharField(_("checksum"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded"), auto_now=True)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["slug", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"],
                name="questionnaire_version_unique",
                violation_error_message=_("This version of the questionnaire exists already."),
            )
        ]
        triggers = [
            Refusal(
                "questionnaire_in_use_never_changes",
                "a wave asks with this version, and what people have answered must not change its meaning.",
                operation=Update | Delete,
                wrong="""EXISTS (SELECT FROM survey_wave WHERE questionnaire_id = OLD.id) AND (
                    NEW IS NULL
                    OR (OLD.slug, OLD.version, OLD.content, OLD.checksum)
                    IS DISTINCT FROM (NEW.slug, NEW.version, NEW.content, NEW.checksum)
                )""",
            ),
            Marked(DataChange.Topic.RETURNS),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"

    @property
    def document(self) -> Document:
        """The typed document; read from the database once per process and checksum."""
        return document_of(self.pk, self.checksum)


@lru_cache(maxsize=16)
def document_of(pk: int, checksum: str) -> Document:
    content: dict[str, Any] = Questionnaire.objects.values_list("content", flat=True).get(pk=pk, checksum=checksum)
    return Document.model_validate(content)


class WaveQuerySet(models.QuerySet["Wave"]):
    def with_questionnaire(self) -> "WaveQuerySet":
        """Waves with their questionnaire, without its long document, which is cached per process."""
        return self.select_related("questionnaire").defer("questionnaire__content")

    def begun(self, at: datetime | None = None) -> "WaveQuerySet":
        """Waves that are open or were open before: those there is something to read about.

        Where returns have begun, it was open before, also if its opening was moved into the future since.
        """
        at = at or timezone.now()
        postponed = Wave.objects.filter(opens_at__gt=at, responses__isnull=False).order_by()
        return self.filter(Q(opens_at__lte=at) | Q(pk__in=postponed.values("pk")))

    def unfinished(self, at: datetime | None = None) -> "WaveQuerySet":
        """Waves that are open or coming, or in which a municipality has a later deadline."""
        at = at or timezone.now()
        return self.filter(Q(closes_at__gt=at) | Q(responses__extended_until__gt=at)).distinct()

    def before(self, wave: "Wave") -> "WaveQuerySet":
        """Waves that were closed when this one opened, the last first."""
        return self.filter(closes_at__lte=wave.opens_at).order_by("-closes_at")

    def with_submission_of(self, ags: str) -> "WaveQuerySet":
        """Waves in which the municipality handed in."""
        return self.filter(responses__municipality=ags, responses__submissions__isnull=False).distinct()

    def published(self, at: datetime | None = None) -> "WaveQuerySet":
        """Waves whose results everybody may read."""
        return self.filter(published_at__lte=at or timezone.now())


class Wave(models.Model):
    """One round of asking with one questionnaire, from an opening to a closing time."""

    slug = models.SlugField(_("short name"), unique=True, validators=[validate_unreserved])
    title = models.CharField(_("title"), max_length=200, validators=[validate_line])
    title_en = models.CharField(_("title in English"), max_length=200, validators=[validate_line])
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="waves", verbose_name=_("questionnaire")
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    requires_release = models.BooleanField(
        _("requires a release"),
        default=False,
        help_text=_("The coordination presents the return, and a person with the role release hands it in."),
    )
    is_synthetic = models.BooleanField(
        _("synthetic"), default=False, help_text=_("The returns are invented; every page of the Atlas says so.")
    )
    target_participation = models.PositiveSmallIntegerField(
        _("target of participation"),
        null=True,
        blank=True,
        help_text=_("In per cent of the municipalities; the Atlas shows it beside the returns."),
    )
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("From then on everybody may read the results of districts and the region, as of that moment."),
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects: ClassVar = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="wave_closes_after_opening",
                violation_error_message=_("A wave closes after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(target_participation__isnull=True) | Q(target_participation__range=(1, 100)),
                name="wave_target_is_a_percentage",
                violation_error_message=_("The target of participation lies between 1 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("closes_at")),
                name="wave_published_after_closing",
                violation_error_message=_(
                    "Results are published once the survey is closed: before that, each return would show in them."
                ),
            ),
        ]
        triggers = [
            Refusal(
                "wave_with_returns_asks_the_same",
                "returns have begun, so that the questionnaire and the address of their pages stay.",
                operation=Update,
                condition=AnyChange("slug", "questionnaire"),
                wrong="EXISTS (SELECT FROM survey_response WHERE wave_id = OLD.id)",
            ),
            Refusal(
                "wave_with_returns_stays",
                "its returns go first, and those in which anything was given never do.",
                operation=Delete,
                wrong="EXISTS (SELECT FROM survey_response WHERE wave_id = OLD.id)",
            ),
            Marked(DataChange.Topic.RETURNS),
        ]

    def __str__(self) -> str:
        return self.title_en if get_language() == "en" else self.title

    def clean(self) -> None:
        """A mistyped year such as 0001 is a date that Python cannot read back in our time zone."""
        for name in ("opens_at", "closes_at", "published_at"):
            at = getattr(self, name)
            if at and at < EPOCH:
                raise ValidationError({name: _("Please check the year.")})

    def is_open(self, at: datetime | None = None) -> bool:
        return self.opens_at <= (at or timezone.now()) < self.closes_at

    def is_upcoming(self) -> bool:
        return timezone.now() < self.opens_at
