"""Where what a person typed comes in: every text of every form is read by one of these."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from survey.questionnaire.refusals import InvalidAnswer
from survey.questionnaire.texts import Check, check_line, check_text, check_url
from survey.reasons import reason_in_words


def checked(value: object, check: Check, max_length: int | None = None) -> str:
    """The text as it is stored; raises ValidationError in the language of the page."""
    try:
        return check(value, max_length) or ""
    except InvalidAnswer as error:
        raise ValidationError(reason_in_words(error), code=error.reason) from error


def validate_text(value: str) -> None:
    """For fields of models, so that the administration and actions refuse what forms refuse."""
    checked(value, check_text)


def validate_line(value: str) -> None:
    checked(value, check_line)


class TypedLine(forms.CharField):
    check: ClassVar[Check] = check_line

    def to_python(self, value: Any) -> str:
        return checked(super().to_python(value), type(self).check, self.max_length)


class TypedText(TypedLine):
    """Of several lines."""

    check = check_text
    widget = forms.Textarea


class TypedLink(TypedLine):
    """A web address, checked for its form alone: nobody opens it here."""

    check = check_url
