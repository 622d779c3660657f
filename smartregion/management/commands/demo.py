"""`manage.py demo`: the demonstration, all its processes together, until Ctrl-C."""

import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import translation

from smartregion.alone import alone
from smartregion.database.embedded import other_users
from survey.demo import where_mails_go

GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "smartregion/gunicorn.py")
MAIL_SENDER = (sys.executable, "manage.py", "send_queued_mail", "--loop")
SECONDS_TO_END = 35  # gunicorn lets requests finish for 30


class Command(BaseCommand):
    help = "Prepare the demonstration, then serve it and send its mails until Ctrl-C."
    requires_system_checks: list[str] = []  # a port in use is told at once

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, choices=range(1, 65536), metavar="NUMBER")
        parser.add_argument("--fresh", action="store_true", help="empty the demonstration's own database before")

    def handle(self, *args: Any, port: int, fresh: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration needs DEMO=1: its accounts have no passwords.")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            if fresh:
                require_unused(own_folder())
            with listening(port) as listener:
                if fresh:
                    empty_database()
                call_command("prepare_demo", port=port, stdout=self.stdout)
                connection.close()
                with translation.override("en"):
                    self.stdout.write(f"{where_mails_go()}\nmake demo-fresh begins the demonstration afresh.\n")
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


def own_folder() -> Path:
    """Where the demonstration keeps its own database; any other one is not ours to empty."""
    database = settings.DATABASES["default"]
    if "folder" not in database.get("OPTIONS", {}) or database["NAME"] != "postgres":
        raise CommandError(
            "DATABASE_URL or DATABASE_NAME names another database: only the demonstration's own is ever emptied."
        )
    return Path(database["OPTIONS"]["folder"])


def require_unused(folder: Path) -> None:
    if (folder / "PG_VERSION").exists() and (others := other_users(folder)):
        processes = ", ".join(map(str, others))
        raise CommandError(f"The demonstration is running (processes {processes}). End it with Ctrl-C, then try again.")


def empty_database() -> None:
    folder = own_folder()
    with alone():
        require_unused(folder)
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


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
