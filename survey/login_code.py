"""Codes for logging in: asked for by anybody, sent so that nobody's mailbox is flooded and nobody is kept out.

A browser in which a person has logged in before is known by a signed cookie and has an allowance of its own, so that
strangers who ask for codes to an address without end do not keep its owner out.
"""

from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context
from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from survey.email_addresses import AddressFormField
from survey.models import User

KNOWN_BROWSER = "known_browser"
KNOWN_FOR = 180 * 24 * 3600  # seconds: from one wave into the next


class LoginAddressField(AddressFormField, EmailField):
    """With the hints to browsers that allauth gives."""


class LoginCodeForm(RequestLoginCodeForm):
    email = LoginAddressField()
    _user: User | None  # whom the address belongs to, once it is clean

    def clean_email(self) -> str:
        """allauth keeps a table of further addresses of a person: none of them opens an account."""
        email: str = super().clean_email()
        self._user = self._user if self._user and self._user.email == email else None
        if not may_send_code(context.request, email, self._user):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email


def may_send_code(request: HttpRequest, email: str, user: User | None) -> bool:
    """Counts this request; says the same of addresses that nobody has."""
    if user and request.get_signed_cookie(KNOWN_BROWSER, default="", salt=KNOWN_BROWSER) == str(user.pk):
        return consume(request, action="code_to_known_browser", key=email)
    place = get_adapter().get_client_ip(request)
    from_here = consume(request, action="code_from_place", key=f"{email} {place}")
    return from_here and consume(request, action="code_to_strangers", key=email)


def remember_browser(response: HttpResponse, user: User) -> None:
    """By a cookie for the page where a code is asked for; it opens nothing by itself."""
    response.set_signed_cookie(
        KNOWN_BROWSER,
        str(user.pk),
        salt=KNOWN_BROWSER,
        max_age=KNOWN_FOR,
        path=reverse("account_request_login_code"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
