"""A real SMTP server on loopback, and the postbox that it fills."""

import re
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from survey.delivery import send_due


class Postman:
    """Puts what the SMTP server is handed into a postbox."""

    def __init__(self, postbox):
        self.postbox = postbox

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        self.postbox.delivered.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class Postbox:
    """The mails that have arrived; whoever looks into it lets the sender work first."""

    def __init__(self):
        self.delivered = []

    @property
    def mails(self):
        send_due()
        return self.delivered

    @property
    def texts(self):
        return [mail.get_content() for mail in self.mails]

    @property
    def code(self):
        """The last code that arrived: the line that stands indented by itself."""
        return re.findall(r"^ {4}([A-Z0-9-]+)\s*$", "\n".join(self.texts), re.MULTILINE)[-1]


@pytest.fixture
def mail_settings(settings, unused_port):
    settings.EMAIL_BACKEND = "survey.mail.QueueBackend"
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
