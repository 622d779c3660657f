import re
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.urls import reverse

from tests.factories import UserFactory

CODE_PAGE = reverse("account_request_login_code")
CONFIRM_PAGE = reverse("account_confirm_login_code")


class Postman:
    """Puts what the SMTP server is handed into a postbox."""

    def __init__(self, postbox):
        self.postbox = postbox

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        self.postbox.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class Postbox:
    """The mails that have arrived."""

    def __init__(self):
        self.mails = []

    @property
    def texts(self):
        return [mail.get_content() for mail in self.mails]

    @property
    def code(self):
        """The code in the last mail: the line that stands indented by itself."""
        return re.findall(r"^ {4}(\S+)\s*$", self.texts[-1], re.MULTILINE)[0]


@pytest.fixture
def mail_settings(settings, unused_port):
    settings.EMAIL_BACKEND = "post_office.EmailBackend"
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}
    }
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port
    return settings


@pytest.fixture
def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start_mail_server(mail_settings):
    """Starts a real SMTP server on loopback, and returns its postbox."""
    servers = []

    def start():
        postbox = Postbox()
        servers.append(Controller(Postman(postbox), hostname="127.0.0.1", port=mail_settings.EMAIL_PORT))
        servers[-1].start()
        return postbox

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def postbox(start_mail_server):
    return start_mail_server()


@pytest.fixture(autouse=True)
def no_attempts_counted_yet(transactional_db):
    cache.clear()


@pytest.fixture
def kim(transactional_db):
    return UserFactory(email="kim@stadt.example", name="Kim Berger")


@pytest.fixture
def request_code(client):
    """Asks for a code as in a fresh browser: a log-in that was begun before is given up."""

    def ask(email="kim@stadt.example"):
        client.post(reverse("account_logout"))
        return client.post(CODE_PAGE, {"email": email}, follow=True)

    return ask


@pytest.fixture
def enter(client):
    return lambda code: client.post(CONFIRM_PAGE, {"code": code}, follow=True)


@pytest.fixture
def logged_in(client):
    return lambda: "_auth_user_id" in client.session
