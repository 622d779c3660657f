"""Where an answer can be looked up."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from survey.models.response import Response
from survey.models.triggers import never_emptied, of_open_return, stays


class Evidence(models.Model):
    """A link, and one page or the first and last of several, for one answer; the server never fetches the link."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="evidence", verbose_name=_("return"))
    code = models.CharField(_("question"), max_length=20)
    url = models.URLField(_("link"), max_length=500)
    page = models.PositiveIntegerField(
        _("page"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9999)]
    )
    last_page = models.PositiveIntegerField(_("last page"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["response", "code"]
        constraints = [
            models.UniqueConstraint(fields=["response", "code"], name="evidence_once_per_question"),
            models.CheckConstraint(
                condition=Q(page=None) | Q(page__gte=1, page__lte=9999), name="evidence_page_from_1_to_9999"
            ),
            models.CheckConstraint(
                condition=Q(last_page=None) | Q(page__isnull=False, last_page__gt=F("page"), last_page__lte=9999),
                name="evidence_last_page_after_page",
            ),
        ]
        triggers = [of_open_return("evidence"), stays("evidence", "response", "code"), never_emptied("evidence")]

    def __str__(self) -> str:
        return f"{self.code} – {self.response}"
