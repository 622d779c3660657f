"""What people write beside a question."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from survey.models import Response, Wave
from survey.questionnaire.document import translated
from survey.questionnaire.pages import parse_pages
from survey.questionnaire.texts import MAX_URL_LENGTH
from survey.typed import TypedLink, TypedText

MAX_TEXT_LENGTH = 2000


class TextForm(forms.Form):
    """What somebody says. Several such forms stand on one page: their fields have ids of their own."""

    label, auto_id = _("Text"), "id_%s"

    text = TypedText(
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write something first.")},
    )

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id=self.auto_id)
        self.fields["text"].label = self.label


class RemarkForm(TextForm):
    label, auto_id = _("New remark"), "remark-%s"


class QueryForm(TextForm):
    label, auto_id = _("New query"), "query-%s"


class ReplyForm(TextForm):
    label = _("Reply")

    def __init__(self, query_pk: int, data: Mapping[str, str] | None = None) -> None:
        self.auto_id = f"reply-%s-{query_pk}"
        super().__init__(data)


class PagesField(forms.CharField):
    """Its value: the page, and the last one of several."""

    def clean(self, value: Any) -> tuple[int | None, int | None]:
        text = super().clean(value)
        try:
            return parse_pages(text) if text else (None, None)
        except ValueError:
            raise ValidationError(_("Please enter a page number from 1 to 9999, or two such as 12–14.")) from None


class EvidenceForm(forms.Form):
    """A link and pages, checked for their form alone: nobody opens the link here."""

    url = TypedLink(
        label=_("Link"), max_length=MAX_URL_LENGTH, error_messages={"required": _("Please enter the link.")}
    )
    page = PagesField(label=_("Page or pages (if it has pages)"), required=False)

    def clean(self) -> dict[str, Any]:
        """With the `last_page` beside the `page`."""
        if "page" in self.cleaned_data:
            self.cleaned_data["page"], self.cleaned_data["last_page"] = self.cleaned_data["page"]
        return self.cleaned_data


class ReturnField(forms.ModelChoiceField):
    """A return of the wave, chosen by its municipality and known by the official key."""

    def label_from_instance(self, obj: Response) -> str:
        return f"{obj.municipality} ({obj.municipality_id})"


class TeamQueryForm(TextForm):
    """To whom the team turns, and about which question; its cleaned data are response, code and text."""

    response = ReturnField(
        None,
        empty_label="–",
        to_field_name="municipality",
        label=_("Municipality"),
        help_text=_("Municipalities that have opened their return."),
        error_messages={"required": _("Please choose."), "invalid_choice": _("Please choose.")},
    )
    code = forms.ChoiceField(
        label=_("Question"), error_messages={"required": _("Please choose."), "invalid_choice": _("Please choose.")}
    )
    field_order = ["response", "code", "text"]

    def __init__(self, wave: Wave, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        begun = Response.objects.with_questionnaire().in_wave(wave).select_related("municipality")
        cast(ReturnField, self.fields["response"]).queryset = begun.order_by("municipality")
        cast(forms.ChoiceField, self.fields["code"]).choices = [("", "–"), *questions_by_section(wave)]


def questions_by_section(wave: Wave) -> list[tuple[str, list[tuple[str, str]]]]:
    language = get_language() or "de"
    return [
        (
            translated(section, "title", language),
            [
                (question.code, f"{question.code} {translated(question, 'text', language)}")
                for question in section.questions
            ],
        )
        for section in wave.questionnaire.document.sections
    ]
