"""Which section of a return a contributor fills in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from survey.models.response import Response


class Assignment(models.Model):
    """A section in the hands of a person; several people may share a section."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="assignments", verbose_name=_("return"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("person")
    )
    section = models.CharField(_("section"), max_length=20)
    wish_date = models.DateField(_("wish date"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["response", "section", "user"]
        constraints = [models.UniqueConstraint(fields=["response", "section", "user"], name="assignment_unique")]

    def __str__(self) -> str:
        return f"{self.section} – {self.user}"
