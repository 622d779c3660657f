"""Jobs of the Atlas, for reading."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from atlas.models import Job
from survey.admin.read_only import ReadOnlyAdmin


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["kind", "wave", "made_by", "made_at", "done", "total", "file_name"]
    list_filter = ["kind", "wave"]
    list_select_related = ["wave", "made_by"]
    search_fields = ["made_by__name", "made_by__email", "file_name"]
    fields = [
        *("kind", "wave", "made_by", "made_at", "done", "total", "file_name"),
        *("language", "seconds", "data_version"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        return super().get_queryset(request).defer("file")
