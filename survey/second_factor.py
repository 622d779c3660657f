"""Analysts and admins see all municipalities: outside demo and development they log in with a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch

from survey.models import User

PROTECTED = {"admin", "atlas"}
PROTECTED_PAGES = "team_"  # how the names of the team's pages in other rooms begin


class SecondFactorMiddleware:
    """Sends those who read all answers to set up an authenticator before the first protected page.

    Once it is set up, allauth asks for its code at every log-in, so that it is enough to look whether there is one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or request.resolver_match is None:
            return None
        if not is_protected(request.resolver_match) or not lacks_second_factor(request.user):
            return None
        return redirect("mfa_activate_totp")


def is_protected(match: ResolverMatch) -> bool:
    return not PROTECTED.isdisjoint(match.app_names) or (match.url_name or "").startswith(PROTECTED_PAGES)


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Whether this person may read the answers of all municipalities and has no authenticator yet."""
    if not user.is_authenticated or not (user.is_staff or user.reads_atlas):
        return False
    return not is_mfa_enabled(user, [Authenticator.Type.TOTP])
