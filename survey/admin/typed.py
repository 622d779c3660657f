"""What is typed in the administration is read as everywhere else."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import localize_input
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.questionnaire.numbers import parse_number
from survey.questionnaire.refusals import InvalidAnswer
from survey.typed import TypedLine, TypedText


class TypedNumber:
    """Read and shown in the language of the page: in German, "5.000" are five thousand, and 46,43 has a comma."""

    widget = AdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else localize_input(value)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        try:
            number = parse_number(text, get_language() or "de") if text else None
        except InvalidAnswer:
            raise ValidationError(_("Please enter a number in digits.")) from None
        return super().to_python(number)  # type: ignore[misc]  # of the form field beside it


class TypedInteger(TypedNumber, forms.IntegerField):
    pass


class TypedFloat(TypedNumber, forms.FloatField):
    pass


class TypedDecimal(TypedNumber, forms.DecimalField):
    pass


TYPED: dict[type[models.Field], dict[str, Any]] = {
    models.CharField: {"form_class": TypedLine},
    models.TextField: {"form_class": TypedText},
    models.IntegerField: {"form_class": TypedInteger},
    models.PositiveIntegerField: {"form_class": TypedInteger},
    models.FloatField: {"form_class": TypedFloat},
    models.DecimalField: {"form_class": TypedDecimal},
    models.SlugField: {"widget": AdminTextInputWidget},  # a CharField, but with a form field of its own
}
