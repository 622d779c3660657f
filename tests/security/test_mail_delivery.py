"""Letters leave once, whatever the mail server and the senders do; codes are not kept."""

import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS

from survey.delivery import MailServerAway, send_due
from survey.mail import Envelope, LetterMessage
from survey.models import Letter
from tests.factories import UserFactory
from tests.mail_server import Postbox, Postman

CODE_PAGE = reverse("account_request_login_code")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_attempts_counted_yet(transactional_db):
    cache.clear()


def queue(to="kim@stadt.example", kind=Letter.Kind.OTHER):
    message = LetterMessage("Betreff", "Text", to=[to])
    message.envelope = Envelope(kind)
    message.send()


def in_thread(work):
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


class SlowPostman(Postman):
    """Thinks for a second about each letter."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        time.sleep(1)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def slow_postbox(mail_settings):
    postbox = Postbox()
    server = Controller(SlowPostman(postbox), hostname="127.0.0.1", port=mail_settings.EMAIL_PORT)
    server.start()
    yield postbox
    server.stop()


def test_two_senders_at_a_slow_server_deliver_each_letter_once(slow_postbox):
    for number in range(3):
        queue(f"p{number}@stadt.example")
    senders = [in_thread(send_due) for _ in range(3)]
    for sender in senders:
        sender.join()
    assert sorted(mail["To"] for mail in slow_postbox.delivered) == [f"p{number}@stadt.example" for number in range(3)]


def test_silent_mail_server_holds_no_request(client, mail_settings):
    """It takes the connection and says nothing: the code waits in the queue, the page does not."""
    UserFactory(email="kim@stadt.example")
    with socket.create_server(("127.0.0.1", mail_settings.EMAIL_PORT)):
        begun = time.monotonic()
        assert client.post(CODE_PAGE, {"email": "kim@stadt.example"}).status_code == 302
        assert time.monotonic() - begun < mail_settings.EMAIL_TIMEOUT / 2
    assert Letter.objects.due().count() == 1


def test_letter_that_waited_keeps_its_message_id(mail_settings, start_mail_server):
    queue()
    fixed = Letter.objects.get().message_id
    with pytest.raises(MailServerAway):
        send_due()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        (mail,) = start_mail_server().mails
    assert mail["Message-ID"].strip() == fixed


def test_server_that_is_down_loses_nothing_and_says_so(mail_settings, start_mail_server):
    queue("a@stadt.example")
    queue("b@stadt.example")
    with pytest.raises(CommandError, match="mail server"):
        call_command("send_queued_mail")
    first, second = Letter.objects.order_by("pk")
    assert (first.status, second.status) == (STATUS.requeued, STATUS.queued), "the second was not even tried"
    assert "refused" in first.logs.get().message
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert len(start_mail_server().mails) == 2
    assert set(Letter.objects.values_list("status", flat=True)) == {STATUS.sent}
    assert not first.logs.exists()


def test_letter_is_given_up_after_a_day(mail_settings):
    queue()
    Letter.objects.update(number_of_retries=mail_settings.POST_OFFICE["MAX_RETRIES"])
    with pytest.raises(MailServerAway):
        send_due()
    assert Letter.objects.get().status == STATUS.failed


class Refusing(Postman):
    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("gone@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def test_address_that_the_server_refuses_stops_nobody_else(mail_settings):
    postbox = Postbox()
    server = Controller(Refusing(postbox), hostname="127.0.0.1", port=mail_settings.EMAIL_PORT)
    server.start()
    try:
        queue("gone@stadt.example")
        queue("kim@stadt.example")
        assert send_due() == 1
    finally:
        server.stop()
    refused = Letter.objects.get(to="gone@stadt.example")
    assert refused.status == STATUS.failed
    assert "no such person" in refused.logs.get().message


def test_code_leaves_the_database_with_the_letter(client, postbox):
    UserFactory(email="kim@stadt.example")
    client.post(CODE_PAGE, {"email": "kim@stadt.example"})
    code = postbox.code
    letter = Letter.objects.get()
    assert (letter.kind, letter.status, letter.message) == (Letter.Kind.LOGIN_CODE, STATUS.sent, "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM post_office_email AS mail WHERE mail::text LIKE %s", [f"%{code}%"])
        assert cursor.fetchone() == (0,)


def test_code_that_could_not_be_sent_in_time_is_given_up_and_emptied(client, mail_settings, start_mail_server):
    UserFactory(email="kim@stadt.example")
    client.post(CODE_PAGE, {"email": "kim@stadt.example"})
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert start_mail_server().mails == []
    letter = Letter.objects.get()
    assert (letter.status, letter.message) == (STATUS.failed, "")


def test_codes_go_before_other_letters(client, postbox):
    UserFactory(email="kim@stadt.example")
    for number in range(3):
        queue(f"p{number}@stadt.example")
    client.post(CODE_PAGE, {"email": "kim@stadt.example"})
    assert postbox.mails[0]["To"] == "kim@stadt.example"


def test_old_letters_are_removed_whatever_became_of_them(manage, mail_settings):
    with time_machine.travel(timezone.now() - timedelta(days=31)):
        for number in range(3):
            queue(f"p{number}@stadt.example")
    Letter.objects.filter(to="p0@stadt.example").update(status=STATUS.sent)
    queue()
    assert "3 letters older than 30 days would be removed" in manage("cleanup_mail", "--dry-run")
    assert Letter.objects.count() == 4
    assert "3 letters older than 30 days removed" in manage("cleanup_mail")
    assert [letter.to for letter in Letter.objects.all()] == [["kim@stadt.example"]]


def test_sender_that_stays_sends_what_comes_and_ends_when_asked(mail_settings, postbox):
    program = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
from django.conf import settings
django.setup()
settings.POST_OFFICE["BACKENDS"]["default"] = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", {mail_settings.EMAIL_PORT}
settings.DATABASES["default"]["NAME"] = {connection.settings_dict["NAME"]!r}
from django.core.management import call_command
call_command("send_queued_mail", "--loop")
"""
    sender = subprocess.Popen([sys.executable, "-c", program])
    try:
        queue()
        deadline = time.monotonic() + 30
        while not postbox.delivered and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [mail["To"] for mail in postbox.delivered] == ["kim@stadt.example"]
        sender.send_signal(signal.SIGTERM)
        assert sender.wait(timeout=10) == 0
    finally:
        sender.kill()
        sender.wait()
