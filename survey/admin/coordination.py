"""A warning where a change in the administration leaves a return without a coordination."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from survey.coordination import Coordination, coordination_of_active


class WatchedCoordination(admin.ModelAdmin):
    """Every page by which roles go: a form, a deletion, an action on a list."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with watched(request):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with watched(request):
            return super().delete_view(request, *args, **kwargs)

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        with watched(request):
            return super().response_action(request, *args, **kwargs)


@contextmanager
def watched(request: HttpRequest) -> Iterator[None]:
    if request.method != "POST":
        yield
        return
    before = coordination_of_active()
    yield
    after = coordination_of_active()
    if lost := {place: people for place, people in before.items() if place not in after}:
        messages.warning(request, _("Nobody coordinates any more: %(returns)s.") % {"returns": in_words(lost)})


def in_words(lost: Coordination) -> str:
    """Which returns, and who coordinated them."""
    entry = _("%(municipality)s in “%(wave)s” (until now %(names)s)")
    return "; ".join(
        entry % {"municipality": municipality, "wave": wave, "names": ", ".join(map(str, people))}
        for (municipality, wave), people in lost.items()
    )
