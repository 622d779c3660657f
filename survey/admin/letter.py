"""Letters, for reading: whether they have left, never what they say."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS

from survey.admin.links import breaking, short_time
from survey.admin.read_only import ReadOnlyAdmin
from survey.models import Letter

STATES = {
    STATUS.queued: _("waiting to be sent"),
    STATUS.requeued: _("will be tried again"),
    STATUS.sent: _("sent"),
    STATUS.failed: _("not sent"),
}


def letter_in_words(letter: Letter) -> str:
    """When it was written, what kind it is, to whom it goes, and whether it has left."""
    return f"{short_time(letter.created)}: {letter.kind.label}, {', '.join(letter.to)} ({STATES[letter.status]})"


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(status), str(name)) for status, name in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        return queryset.filter(status=self.value()) if self.value() in dict(self.lookup_choices) else queryset


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = _("kind"), "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Any:
        return Letter.Kind.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        return queryset.filter(context__kind=self.value()) if self.value() in Letter.Kind.values else queryset


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ["address", "kind_in_words", "state", "queued_at", "short_error"]
    list_filter = [StateFilter, KindFilter]
    search_fields = ["to"]
    fields = ["address", "kind_in_words", "state", "queued_at", "error"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters above: `?message__startswith=` would tell a code letter by letter."""
        return lookup in (StateFilter.parameter_name, KindFilter.parameter_name)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        return super().get_queryset(request).defer("message", "html_message").prefetch_related("logs")

    @admin.display(description=_("recipient"), ordering="to")
    def address(self, letter: Letter) -> str:
        return format_html_join(", ", "{}", ((breaking(address),) for address in letter.to))

    @admin.display(description=_("kind"))
    def kind_in_words(self, letter: Letter) -> str:
        return str(letter.kind.label)

    @admin.display(description=_("state"), ordering="status")
    def state(self, letter: Letter) -> str:
        return str(STATES[letter.status])

    @admin.display(description=_("queued"), ordering="created")
    def queued_at(self, letter: Letter) -> str:
        return short_time(letter.created)

    @admin.display(description=_("error"))
    def error(self, letter: Letter) -> str:
        return "; ".join(log.message for log in letter.logs.all()) or "–"

    @admin.display(description=_("error"))
    def short_error(self, letter: Letter) -> str:
        return Truncator(self.error(letter)).chars(80)
