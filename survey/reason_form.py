"""What is said with a step."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from survey.typed import TypedText

MAX_LENGTH = 2000


class StepForm(forms.Form):
    """The only form of its page with fields: their ids are their names."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="%s")


class ReasonForm(StepForm):
    """A reason that must be given."""

    label = _("What is to be changed, and why?")

    reason = TypedText(
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please say what is to be changed, and why.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["reason"].label = self.label


class SendBackForm(ReasonForm):
    label = _("What should be changed?")


class PresentForm(StepForm):
    """A remark that may be given."""

    remark = TypedText(
        label=_("A sentence to the person who releases (optional)"), max_length=MAX_LENGTH, required=False
    )
