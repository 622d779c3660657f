"""What happens around every request."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import patch_vary_headers

from smartregion.views import method_not_allowed


class ChosenLanguageMiddleware:
    """German unless a person chose English.

    Django's own middleware follows the browser's wish; here the office language is German whatever the browser of
    the machine was installed with, and only a click changes it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class NotAllowedPageMiddleware:
    """Says in words what Django answers with an empty page: an address that is only sent to was opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = method_not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class PrivatePagesMiddleware:
    """No browser or proxy keeps what somebody with a session was shown: after logging out, Back shows nothing of it.

    The cookie is enough to know, so that error pages need no database for it; visitors without one may be given what a
    cache has.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in (request.COOKIES | response.cookies):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class NulByteMiddleware:
    """Refuses addresses and cookies with a NUL byte: PostgreSQL cannot store one, so nobody can be looking for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        texts = (request.path, *request.COOKIES, *request.COOKIES.values())
        if "%00" in request.META["QUERY_STRING"] or any("\x00" in text for text in texts):
            raise BadRequest("NUL byte in the address or a cookie")
        return self.get_response(request)
