"""What has a name is listed as in a German index, which PostgreSQL knows only where it was built with ICU."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from survey.alphabet import sort_key


class SortNameField(models.TextField):
    """The key of `name`, whatever saves the row, many at once included."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = sort_key(model_instance.name)  # type: ignore[attr-defined]  # Named has one
        setattr(model_instance, self.attname, key)
        return key


Row = TypeVar("Row", bound=models.Model, covariant=True)


class NamedQuerySet(models.QuerySet[Row]):
    def update(self, **values: Any) -> int:
        """A new name is a text, the same for all: what each row would make of it cannot be sorted."""
        if "name" in values:
            values["sort_name"] = sort_key(values["name"])
        return super().update(**values)


class Named(models.Model):
    """With a `name`; ordered by `sort_name`."""

    sort_name = SortNameField(default="", editable=False, db_collation="C")  # of code points, in every database

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        if update_fields is not None:
            update_fields = {*update_fields, *(["sort_name"] if "name" in update_fields else [])}
        super().save(update_fields=update_fields, **options)
