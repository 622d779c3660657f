"""Pages that the law asks for; their texts are the operator's."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from survey.typed import validate_text

MAX_LENGTH = 50_000


class LegalPage(models.Model):
    """A text in Markdown for each language; while it is empty, the page shows what the product itself knows."""

    class Key(models.TextChoices):
        """As in the address of the page."""

        IMPRINT = "impressum", _("Legal notice")
        PRIVACY = "datenschutz", _("Privacy")
        ACCESSIBILITY = "barrierefreiheit", _("Accessibility")

    key = models.CharField(_("page"), max_length=30, primary_key=True, choices=Key, editable=False)
    text = models.TextField(_("text"), blank=True, max_length=MAX_LENGTH, validators=[validate_text])
    text_en = models.TextField(
        _("text in English"),
        blank=True,
        max_length=MAX_LENGTH,
        validators=[validate_text],
        help_text=_("Empty: whoever reads English is shown the German text, once there is one."),
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")
        ordering = ["-key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(key__in=["impressum", "datenschutz", "barrierefreiheit"]),
                name="legal_page_known",
            )
        ]

    def __str__(self) -> str:
        return str(self.Key(self.key).label)

    def written(self) -> tuple[str, str]:
        """What the operator wrote for readers of the present language, and its language; nothing yet: an empty text."""
        if get_language() == "en" and (self.text_en or not self.text):
            return self.text_en, "en"
        return self.text, "de"
