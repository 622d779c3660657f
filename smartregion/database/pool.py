"""The connections of a process that answers requests, and how long a request may wait for the database.

Each thread of a server would otherwise keep a connection of its own, and PostgreSQL's hundred are soon used up.
Commands such as `migrate` or `rescore` share nothing and may take as long as they need.
"""

from collections import deque
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, connection

SIZE = 16  # of each process
SECONDS_FOR_A_CONNECTION = 5
SECONDS_FOR_A_LOCK = 5
SECONDS_FOR_A_STATEMENT = 15  # the page gives up after 20 (static/survey/sending.js) and should have an answer by then


class Pool:
    """At most `size` connections are in use; who finds none free waits for one, but not for ever."""

    def __init__(self, size: int = SIZE, patience: float = SECONDS_FOR_A_CONNECTION) -> None:
        self.free = BoundedSemaphore(size)
        self.patience = patience
        self.idle: deque[connection] = deque()

    def take(self, connect: Callable[[], connection]) -> connection:
        """One that works, else a new one. Raises psycopg2.OperationalError."""
        if not self.free.acquire(timeout=self.patience):
            raise psycopg2.OperationalError("All connections to the database are in use.")
        try:
            return self._working() or connect()
        except BaseException:
            self.free.release()
            raise

    def _working(self) -> connection | None:
        """The one used last, so that few are kept warm; a server that was restarted has left dead ones."""
        while True:
            try:
                candidate = self.idle.pop()
            except IndexError:  # other threads take some, too
                return None
            try:
                with candidate.cursor() as cursor:
                    cursor.execute("SELECT 1")
                return candidate
            except psycopg2.Error:
                candidate.close()

    def give_back(self, used: connection) -> None:
        """Kept for the next one if nothing is left open in it."""
        try:
            if used.info.transaction_status == TRANSACTION_STATUS_IDLE and used.autocommit:
                self.idle.append(used)
            else:
                used.close()
        finally:
            self.free.release()


_pools: list[Pool] = []


def share_connections() -> None:
    """From now on, in this process and in those forked from it; each of them has connections of its own."""
    _pools[:] = [Pool()]


def shared() -> Pool | None:
    return _pools[0] if _pools else None


def limited(params: dict[str, Any]) -> dict[str, Any]:
    """Connection parameters with the limits of a request."""
    limits = {"lock_timeout": SECONDS_FOR_A_LOCK, "statement_timeout": SECONDS_FOR_A_STATEMENT}
    options = [params.get("options", ""), *(f"-c {name}={seconds}s" for name, seconds in limits.items())]
    return {"connect_timeout": SECONDS_FOR_A_CONNECTION} | params | {"options": " ".join(options)}
