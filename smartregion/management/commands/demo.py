"""`manage.py demo`: the demonstration, all its processes together, until Ctrl-C."""

import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "smartregion/gunicorn.py")
MAIL_SENDER = (sys.executable, "manage.py", "send_queued_mail", "--loop")
SECONDS_TO_END = 35  # gunicorn lets requests finish for 30


class Command(BaseCommand):
    help = "Prepare the demonstration, then serve it and send its mails until Ctrl-C."
    requires_system_checks: list[str] = []  # a port in use is told at once

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, choices=range(1, 65536), metavar="NUMBER")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration needs DEMO=1: its accounts have no passwords.")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            with listening(port) as listener:
                call_command("prepare_demo", port=port, stdout=self.stdout)
                connection.close()
                self.serve(listener)
        except KeyboardInterrupt:
            self.stdout.write("")

    def serve(self, listener: socket.socket) -> None:
        """Until the server ends. The mail sender ends with it, and alone makes no difference: mails wait."""
        number = listener.fileno()
        with running(*GUNICORN, "--bind", f"fd://{number}", files=[number]) as server, running(*MAIL_SENDER):
            code = server.wait()
        if code:
            raise CommandError("The server ended by itself.", returncode=code)


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """The port is ours from the first moment on: whoever comes early waits, and nobody else gets it meanwhile."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen()
        except OSError as error:
            raise CommandError(f"Port {port} is in use. Choose another one: make demo PORT={port + 1}") from error
        yield listener


@contextmanager
def running(*command: str, files: Sequence[int] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block."""
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, pass_fds=files)  # noqa: S603 - commands of ours
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
