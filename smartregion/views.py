"""Pages of the site as a whole: errors and language."""

import sys

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from smartregion import kept
from smartregion.faults import fault_response


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it on pages that name no icon, such as those of the administration."""
    return redirect(static("theme/icon.svg"))


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)  # redirect() would take it for the name of an address
    if (language := request.POST.get("language")) in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            str(language),
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def error_page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """A plain page; htmx gets the sentence alone, to show it where the answer was given."""
    if request.headers.get("HX-Request"):
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return render(request, "error.html", {"title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return fault_response(request, 400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = str(exception) or _("You do not have the right to do this.")
    return error_page(request, 403, _("Not permitted"), text)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Perhaps the address was mistyped, or the page belongs to another municipality.")
    return error_page(request, 404, _("This page does not exist"), text)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """Typically the address of a button, opened again after logging in."""
    text = _("This address belongs to a button and cannot be opened by itself. Nothing was changed.")
    return error_page(request, 405, _("There is no page here"), text)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Called by allauth when somebody tries to log in too often."""
    return error_page(request, 429, _("Too many attempts"), _("Please try again in a few minutes."))


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if kept.is_from_our_page(request):
        return kept.keep(request) if request.user.is_authenticated else redirect_to_login(request.get_full_path())
    text = _("Your login has expired or cookies are switched off. Please load the page again; saved answers remain.")
    return error_page(request, 403, _("Please load the page again"), text)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is handled, wherever it was raised: in a view, a middleware or a page about an error.

    A database that is away or busy is no mistake of ours: what was sent is not saved and can be sent again.
    """
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return fault_response(request, 503 if is_away else 500)
