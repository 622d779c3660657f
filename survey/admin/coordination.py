"""A warning where a change in the administration leaves a return without a coordination."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from survey.coordination import Coordination, coordination
from survey.models import Membership


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
    before = coordination_of_the_office()
    yield
    after = coordination_of_the_office()
    if lost := {place: people for place, people in before.items() if place not in after}:
        messages.warning(request, left_alone(lost))


def coordination_of_the_office() -> Coordination:
    """Unlike a municipality, the office knows which accounts are closed."""
    return coordination(Membership.objects.filter(user__is_active=True))


def left_alone(lost: Coordination) -> str:
    """Which returns nobody coordinates without the people, in words."""
    entry = _("%(municipality)s in “%(wave)s” (until now %(names)s)")
    entries = [
        entry % {"municipality": municipality, "wave": wave, "names": ", ".join(map(str, people))}
        for (municipality, wave), people in lost.items()
    ]
    return _("Nobody coordinates any more: %(returns)s.") % {"returns": "; ".join(entries)}
