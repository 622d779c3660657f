"""What is said with a step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from survey.typed import TypedText

MAX_LENGTH = 2000


class ReasonForm(forms.Form):
    """A reason that must be given."""

    reason = TypedText(
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please say what is to be changed, and why.")},
    )


class PresentForm(forms.Form):
    """A remark that may be given."""

    remark = TypedText(max_length=MAX_LENGTH, required=False)
