"""`manage.py send_queued_mail [--loop]`: letters of the queue go to the mail server."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from survey.delivery import MailServerAway, send_due

PAUSE = 1.0  # seconds between two looks into the queue; a person waits for a code
LONG_PAUSE = 10.0  # after the mail server or the database was away


class Command(BaseCommand):
    help = "Send the letters that are due. Any number of senders may run at once: each letter leaves once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="stay, and send whatever comes, until stopped")

    def handle(self, *args: Any, loop: bool, **options: Any) -> None:
        if loop:
            return self.stay()
        try:
            sent = send_due()
        except MailServerAway as error:
            raise CommandError(f"The mail server takes nothing at the moment: {error}") from error
        self.stdout.write(f"{sent} letters sent.")

    def stay(self) -> None:
        """Until a signal asks to stop: the letter that is being sent is finished first."""
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            stopped.wait(self.one_round(stopped))

    def one_round(self, stopped: Event) -> float:
        """Seconds until the next one."""
        close_old_connections()
        try:
            send_due(lambda: not stopped.is_set())
        except (MailServerAway, Error) as error:
            self.stderr.write(f"Letters wait: {error}")
            return LONG_PAUSE
        return PAUSE
