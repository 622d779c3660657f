"""Texts of the legal pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from survey.legal import legal_text, shipped
from survey.models import LegalPage
from survey.models.legal import MAX_LENGTH
from survey.typed import TypedText

ROWS = forms.Textarea(attrs={"rows": 30, "cols": 100})


class LegalPageForm(forms.ModelForm):
    """Begins with what the product knows; left as it is, it stays the product's text, which later versions may mend."""

    LANGUAGES = {"text": "de", "text_en": "en"}

    text = TypedText(label=_("Text"), required=False, max_length=MAX_LENGTH, widget=ROWS)
    text_en = TypedText(
        label=_("Text in English"),
        required=False,
        max_length=MAX_LENGTH,
        widget=ROWS,
        help_text=LegalPage._meta.get_field("text_en").help_text,
    )

    class Meta:
        model = LegalPage
        fields = ["text", "text_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_untouched = not (self.instance.text or self.instance.text_en)
        for name, language in self.LANGUAGES.items():
            if is_untouched and self.instance.pk:
                self.initial[name] = shipped(self.instance.pk, language)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if all(cleaned.get(name) == shipped(self.instance.pk, language) for name, language in self.LANGUAGES.items()):
            cleaned |= dict.fromkeys(self.LANGUAGES, "")
        return cleaned


@admin.register(LegalPage)
class LegalPageAdmin(admin.ModelAdmin):
    form = LegalPageForm
    list_display = ["__str__", "gaps", "updated_at"]
    fieldsets = [
        (
            None,
            {
                "fields": ["text", "text_en"],
                "description": _(
                    "In Markdown. What you have to add is marked “[zu ergänzen: …]”; `manage.py check --deploy` warns "
                    "while any of it is left. $letter_days and other words with a dollar sign are numbers of this "
                    "installation."
                ),
            },
        )
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LegalPage | None = None) -> bool:
        return False

    def view_on_site(self, page: LegalPage) -> str:
        return f"/{page.pk}/"

    @admin.display(description=_("to be completed"))
    def gaps(self, page: LegalPage) -> str:
        count = legal_text(page).gaps
        return str(count) if count else "–"
