"""Pages for the moments in which nothing can be relied on: they need no database, no person and no language.

Each is in German with a line of English, carries its own security headers, and is a static file as well, which the
proxy shows when the application server does not answer.
"""

from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SECONDS_TO_RETRY = 5


class Fault(NamedTuple):
    """English, as the catalogue knows it."""

    title: str
    text: str


FAULTS = {
    400: Fault(_("This request cannot be understood"), _("Please go back and try again.")),
    413: Fault(_("That is too much at once"), _("What you sent is larger than allowed. Please go back.")),
    429: Fault(_("Too many attempts"), _("Please try again in a few minutes.")),
    500: Fault(
        _("Something went wrong on our side"),
        _("The error has been recorded. Saved answers are not affected. Please try again in a few minutes."),
    ),
    503: Fault(
        _("Just now this is not possible"),
        _("Too much is going on, or something is being repaired. Saved answers are safe. Please try again soon."),
    ),
}


def fault_page(status: int, again: HttpRequest | None = None) -> str:
    """HTML. What the request `again` sent is offered to be sent once more."""
    fault = FAULTS[status]
    with override(settings.LANGUAGE_CODE):
        context = {
            "title": gettext(fault.title),
            "text": gettext(fault.text),
            "english": fault,
            "static": f"/{settings.STATIC_URL.lstrip('/')}",
            "contact_email": settings.CONTACT_EMAIL,
            "again": again,
            "fields": fields_sent(again) if again else (),
        }
        return render_to_string("fault.html", context)


def fields_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """With the form's own token: a form of another site stays refused."""
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in fields if "password" not in name]


def fault_response(request: HttpRequest, status: int) -> HttpResponse:
    """The page; a script gets the sentence alone, to show it where the answer was given."""
    if request.headers.get("HX-Request"):
        with override(settings.LANGUAGE_CODE):
            content, content_type = gettext(FAULTS[status].text), "text/plain; charset=utf-8"
    else:
        is_sent = status == HTTPStatus.SERVICE_UNAVAILABLE and request.method == "POST"
        content, content_type = fault_page(status, request if is_sent else None), "text/html; charset=utf-8"
    response = HttpResponse(content, status=status, content_type=content_type, headers=HEADERS)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(SECONDS_TO_RETRY)
    return response


def raw_fault(status: int) -> bytes:
    """The whole reply, for the application server to write when no request reached the application."""
    page = fault_page(status).encode()
    headers = HEADERS | {
        "Connection": "close",
        "Content-Length": str(len(page)),
        "Content-Type": "text/html; charset=utf-8",
    }
    head = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*head, "", ""]).encode() + page
