"""allauth's pages of logging in: they say why they lead back, and remember where the person wanted to go."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

View = Callable[[HttpRequest], HttpResponse]


def with_next(view: View, request: HttpRequest) -> HttpResponse:
    """From one of the two pages to the other `next` goes along."""
    reply = view(request)
    target = reply.headers.get("Location", "")
    if target in (
        reverse("account_request_login_code"),
        reverse("account_confirm_login_code"),
        reverse("account_login"),
    ):
        reply.headers["Location"] = passthrough_next_redirect_url(request, target, REDIRECT_FIELD_NAME)
    return reply


def request_login_code(request: HttpRequest) -> HttpResponse:
    return with_next(account.request_login_code, request)


def confirm_login_code(request: HttpRequest) -> HttpResponse:
    """A code that came too late, or to another browser, is told."""
    said_before = len(messages.get_messages(request))
    reply = with_next(account.confirm_login_code, request)
    is_over = reply.headers.get("Location", "").startswith(reverse("account_request_login_code"))
    if is_over and len(messages.get_messages(request)) == said_before:
        text = _(
            "This code is no longer valid: a code is good for 15 minutes, in the browser in which it was requested. "
            "Please request a new one."
        )
        messages.error(request, text)
    return reply
