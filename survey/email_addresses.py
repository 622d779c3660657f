"""One spelling for each e-mail address, whatever door it comes in by."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email

TOO_LONG = 1000  # nothing beyond is looked at: with or without it, this is no address
# Characters that turn the direction of a text, so that an address reads as another one.
DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

INVALID = _("This is no e-mail address that we can write to, such as name@stadt.example.")
TURNED = _("The e-mail address contains invisible characters that change its direction: please type it anew.")


def one_spelling(address: str) -> str:
    """Lower case, without invisible characters, the domain as name servers know it (bücher.example is
    xn--bcher-kva.example). Raises ValidationError for what no letter reaches: quotation marks, control characters,
    marks of direction, letters before the @ that are not ASCII, too many characters.
    """
    if not DIRECTIONS.isdisjoint(address):
        raise ValidationError(TURNED, code="invalid")
    visible = "".join(letter for letter in address[:TOO_LONG] if unicodedata.category(letter) != "Cf")
    plain = unicodedata.normalize("NFKC", visible).strip().lower().removesuffix(".")
    try:
        found = validate_email(plain, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        raise ValidationError(INVALID, code="invalid") from None
    return f"{found.local_part}@{found.ascii_domain}"


class AddressFormField(forms.EmailField):
    """What is typed into it arrives in the one spelling."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        return one_spelling(typed) if typed else ""


class AddressField(models.EmailField):
    """Whatever cleans the object leaves it in the one spelling; what is looked up must have it."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(one_spelling(value) if value else value, model_instance)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AddressFormField} | kwargs)
