"""How people get in: nobody signs up, admins add people."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from survey.login_code import remember_browser
from survey.mail import Envelope
from survey.models import Letter, User

WRONG_CODE = _("This code is not right, or no longer valid.")


def home_of(user: User) -> str:
    """The name of the page where a person's work begins."""
    if user.is_staff:
        return "admin:index"
    return "atlas:overview" if user.reads_atlas else "survey:returns"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not in use at the moment."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _("Too many attempts. Please request a new code in a few minutes."),
        "rate_limited": _("Too many attempts. Please try again in a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """As allauth does, with an envelope: whoever looks after the letters sees of which kind it is."""
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        message.envelope = Envelope(Letter.Kind(template_prefix.rpartition("/")[2]))
        message.send()

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_browser(response, user)
        return response

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """A code that went to a former address opens nothing."""
        if kwargs.get("email") != user.email:
            clear_login(request)
            return redirect("account_request_login_code")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse(home_of(cast(User, request.user)))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}
