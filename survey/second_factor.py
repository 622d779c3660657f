"""Analysts, the office and admins: outside demo and development their sessions begin with a second factor."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import ResolverMatch
from django.utils.http import urlencode

from survey.models import User

PROTECTED = {"admin", "atlas"}
PROTECTED_PAGES = "team_"  # how the names of the team's pages in other rooms begin


class SecondFactorMiddleware:
    """Before the first protected page, those with a role beyond their municipality give their second factor.

    What counts is that it was given in this session: whoever has no authenticator yet is led to set one up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or request.resolver_match is None:
            return None
        if not is_protected(request.resolver_match) or not needs_second_factor(request) or gave_second_factor(request):
            return None
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect_to_factor(request)
        return redirect("mfa_activate_totp")


def is_protected(match: ResolverMatch) -> bool:
    return not PROTECTED.isdisjoint(match.app_names) or (match.url_name or "").startswith(PROTECTED_PAGES)


def needs_second_factor(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_wider_role


def gave_second_factor(request: HttpRequest) -> bool:
    """Whether this session was shown an authenticator that the person still has."""
    records = get_authentication_records(request, request.user)
    used = [record["id"] for record in records if record["method"] == "mfa"]
    return bool(used) and Authenticator.objects.filter(user=request.user.pk, pk__in=used).exists()


def redirect_to_factor(request: HttpRequest) -> HttpResponseRedirect:
    page = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return HttpResponseRedirect(resolve_url("mfa_reauthenticate") + page)


@receiver([post_save, post_delete], sender=Authenticator)
def end_sessions(sender: type[Authenticator], instance: Authenticator, created: bool = True, **kwargs: Any) -> None:
    """An authenticator that comes or goes ends all sessions of the person, from wherever it is changed."""
    if created:
        User.objects.filter(pk=instance.user_id).update(session_generation=F("session_generation") + 1)


@receiver([signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset])
def keep_this_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The session in which the person did so goes on."""
    fresh = User.objects.get(pk=user.pk)
    update_session_auth_hash(request, fresh)


@receiver(signals.authenticator_added)
def record_proof(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever sets up an authenticator has just typed its code."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, cast(Any, user), "mfa", id=authenticator.pk, type=authenticator.type)
