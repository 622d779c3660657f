"""Another database on the server that the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


def server_connection() -> BaseDatabaseWrapper:
    """A connection of its own: a database cannot be created inside a transaction of another."""
    return connections["default"].copy()


def create_database(name: str) -> bool:
    """Whether it had to be created."""
    server = server_connection()
    try:
        with server.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return False
            cursor.execute(f"CREATE DATABASE {server.ops.quote_name(name)}")
            return True
    finally:
        server.close()


@contextmanager
def connected_database(name: str) -> Iterator[str]:
    """The alias under which models reach the database of this name, for as long as the block runs."""
    connections.settings[name] = {**connections["default"].settings_dict, "NAME": name}
    try:
        yield name
    finally:
        connections[name].close()
        del connections[name]
        del connections.settings[name]


def migrate(alias: str) -> None:
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    call_command("createcachetable", database=alias, verbosity=0)
