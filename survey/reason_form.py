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

    reason = TypedText(
        label=_("Reason"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please say what is to be changed, and why.")},
    )


class PresentForm(StepForm):
    """A remark that may be given."""

    remark = TypedText(label=_("Remark"), max_length=MAX_LENGTH, required=False)
