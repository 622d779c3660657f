"""What colleagues tell each other about a question."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from survey.models.response import Response
from survey.models.triggers import never_emptied, stays


class Remark(models.Model):
    """An internal remark on a question: only the municipality ever reads it."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="remarks", verbose_name=_("return"))
    code = models.CharField(_("question"), max_length=20)
    text = models.TextField(_("remark"), max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["response", "code", "written_at"]
        indexes = [models.Index(fields=["response", "code"], name="remark_of_question")]
        triggers = [stays("remark", "response", "code"), never_emptied("remark")]

    def __str__(self) -> str:
        return f"{self.code} – {self.response}"
