"""Keys that forms of the administration send back: Django asks the database for whatever arrives."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Field, ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse

from survey.admin.typed import TYPED


def is_key(field: Field, text: str) -> bool:
    """Whether the database can be asked for it."""
    try:
        field.clean(text, None)
    except ValidationError:
        return False
    return "\x00" not in text


class KeySelect(AutocompleteSelect):
    """Shown again after a mistake, it does not look for what is no key."""

    def optgroups(self, name: str, value: Sequence[Any], attr: Any = None) -> Any:
        keys = [key for key in value if not key or is_key(self.field.target_field, str(key))]
        return super().optgroups(name, keys, attr)


class KeyMixin(admin.options.BaseModelAdmin):
    formfield_overrides = TYPED

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KeySelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class KeyAdmin(KeyMixin, admin.ModelAdmin):
    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:
        """The history translates what fields are called; labels begin with a capital, names only if they abbreviate."""
        message: Any = super().construct_change_message(*args, **kwargs)
        for details in (details for change in message for details in change.values() if "fields" in details):
            details["fields"] = [
                name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in details["fields"]
            ]
        return message

    def response_action(self, request: HttpRequest, queryset: QuerySet, *args: Any) -> HttpResponse | None:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(is_key(self.opts.pk, key) for key in chosen):
            raise BadRequest("What was ticked is no key")
        return super().response_action(request, queryset, *args)
