"""A workbook that came back, between its preview and its taking over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from survey.models.response import Response


class Upload(models.Model):
    """What a workbook would change: by question the value, where it stood, and the revision it was built on."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="uploads", verbose_name=_("return"))
    file_name = models.CharField(_("file name"), max_length=255)
    cells = models.JSONField(_("cells"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.file_name} – {self.response}"
