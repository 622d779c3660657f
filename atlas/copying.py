"""PostgreSQL's COPY as a stream of bytes: the fastest way out of the database, in little memory."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

import psycopg2
from django.db import connection

CHUNK = 64 * 1024


def copy_out(query: str, params: dict[str, Any]) -> Iterator[bytes]:
    """The rows of a query as CSV with a header; an error of the database ends the stream with that error.

    All that is not NULL stands in quotes. psycopg2 writes COPY into a file, so a second thread writes into a pipe that
    this one reads. Both use the one connection of the request, which does nothing else meanwhile.
    """
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, as_long_as_the_reader_takes(cursor):
        options = "FORMAT csv, HEADER true, FORCE_QUOTE *"
        statement = f"COPY ({cursor.mogrify(query, params).decode()}) TO STDOUT WITH ({options})"
        reading, writing = os.pipe()
        errors: list[Exception] = []

        def write() -> None:
            try:
                with os.fdopen(writing, "wb") as pipe:
                    cursor.copy_expert(statement, pipe)
            except Exception as error:
                errors.append(error)

        writer = Thread(target=write)
        writer.start()
        try:
            with os.fdopen(reading, "rb") as pipe:
                while chunk := pipe.read(CHUNK):
                    yield chunk
        finally:
            writer.join()
        if errors:
            raise errors[0]


@contextmanager
def as_long_as_the_reader_takes(cursor: Any) -> Iterator[None]:
    """The limit of a statement in a request is not for one that waits for who downloads."""
    cursor.execute("SELECT current_setting('statement_timeout'), set_config('statement_timeout', '0', false)")
    limit, _none = cursor.fetchone()
    try:
        yield
    finally:
        with suppress(psycopg2.Error):  # a failed transaction takes it back by itself
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [limit])
