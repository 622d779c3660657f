"""Logging in as a person does: the code from the letter, the code of the app."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

ACTIVATE, AUTHENTICATE = reverse("mfa_activate_totp"), reverse("mfa_authenticate")


def code_in(letter):
    """The line that stands indented by itself."""
    return re.search(r"^ {4}(\S+)\s*$", letter.body, re.MULTILINE)[1]


def code_now(secret):
    """What an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(email, mailoutbox, secret=None):
    """A fresh browser of the person; with `secret` it is also shown the app's code."""
    browser = Client()
    browser.post(reverse("account_request_login_code"), {"email": email})
    browser.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    if secret:
        browser.post(AUTHENTICATE, {"code": code_now(secret)})
    return browser


def enrol(browser):
    """Sets up an authenticator and returns its secret."""
    secret = re.search(r'account-key">(\w+)<', browser.get(ACTIVATE).text)[1]
    assert browser.post(ACTIVATE, {"code": code_now(secret)}).status_code == 302
    return secret
