"""What was typed into a form whose log-in had ended: kept, and offered again once its person has logged in.

It is kept in the session of the browser, on the server, as text: nothing of it is done until the person has read it and
pressed a button. Only a form of our own pages gets that far, as its token has been checked, or its origin.
"""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

KEY = "kept_form"
MOST = 50_000  # characters: more than all answers of a section
NOT_TYPED = {"csrfmiddlewaretoken", "next"}
# Fields into which people write; all others are choices, sent along unseen.
LABELS = {
    "text": gettext_lazy("Text"),
    "reason": gettext_lazy("Reason"),
    "remark": gettext_lazy("Remark"),
    "sentence": gettext_lazy("A sentence to your colleague"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "url": gettext_lazy("Link"),
}


class KeptForm(NamedTuple):
    """Where it was to be sent, and each field with its value, as often as it was sent."""

    address: str
    fields: list[tuple[str, str]]

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [(str(LABELS[name]), value) for name, value in self.fields if name in LABELS and value.strip()]


class KeptFormMiddleware:
    """Instead of leading to an address that only takes forms, the log-in leads to what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = request.session.get(KEY) if request.method == "POST" else None
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if is_led_to_login(request, response):
            return keep(request)
        if before and not request.user.is_authenticated:
            request.session[KEY] = before  # also where the log-in is begun afresh with another address
        elif before and is_sent(before[0], request, response):
            request.session.pop(KEY, None)
        return response


def is_sent(address: str, request: HttpRequest, response: HttpResponse) -> bool:
    """Whether what was kept for this address arrived there: it is done, or shown again with what was typed."""
    is_kept_again = response.headers.get("Location") == reverse("kept_form")
    return address == request.get_full_path() and response.status_code in (200, 302, 409, 422) and not is_kept_again


def is_led_to_login(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a page of a person was asked for by nobody; scripts tell it their own way."""
    if request.user.is_authenticated or "HX-Request" in request.headers or not is_ours(request):
        return False
    return urlsplit(response.headers.get("Location", "")).path in (
        resolve_url(settings.LOGIN_URL),
        reverse("admin:login"),
    )


def is_ours(request: HttpRequest) -> bool:
    """Whether it was sent to a page of the survey, the Atlas or the administration, not to one of logging in."""
    return bool(request.resolver_match and request.resolver_match.app_names)


def is_from_our_page(request: HttpRequest) -> bool:
    """A token that is out of date is on a page from before the present log-in; no other site can name this origin."""
    is_by_script = "HX-Request" in request.headers
    return (
        not is_by_script
        and is_ours(request)
        and request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    )


def keep(request: HttpRequest) -> HttpResponseRedirect:
    """To the log-in and then to what was typed; where nothing was, to the page with the button."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_TYPED]
    fields = [(name, str(value)) for name, value in sent if "password" not in name]
    if not any(value.strip() for _name, value in fields) or sum(len(value) for _name, value in fields) > MOST:
        messages.info(request, _("Your login had ended, so nothing was done. Please press the button once more."))
        return lead(request, page_of(request))
    request.session[KEY] = [request.get_full_path(), fields]
    if not request.user.is_authenticated:
        text = _("Your login has ended. What you typed is kept: log in, and it is offered to you again.")
        messages.info(request, text)
    return lead(request, reverse("kept_form"))


def lead(request: HttpRequest, address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address) if request.user.is_authenticated else redirect_to_login(address)


def page_of(request: HttpRequest) -> str:
    """The page of ours on which the button was."""
    origin = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(origin, {request.get_host()}, request.is_secure()):
        return reverse("start")
    page = urlsplit(origin)
    return f"{page.path}?{page.query}" if page.query else page.path


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """What was typed, to be sent with one click; POST discards it."""
    if request.method == "POST":
        request.session.pop(KEY, None)
        messages.info(request, _("Discarded: nothing was sent."))
    found = request.session.get(KEY)
    if not found:
        return redirect("start")
    return render(request, "kept_form.html", {"kept": KeptForm(*found)})
