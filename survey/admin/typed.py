"""What is typed in the administration is read as everywhere else."""

from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models

from survey.typed import TypedLine, TypedText

TYPED: dict[type[models.Field], dict[str, Any]] = {
    models.CharField: {"form_class": TypedLine},
    models.TextField: {"form_class": TypedText},
    models.SlugField: {"widget": AdminTextInputWidget},  # a CharField, but with a form field of its own
}
