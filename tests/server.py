"""The real gunicorn on a free port of the loopback address, with the settings of the demonstration and production."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

SECONDS_TO_START = 30
ROOT = Path(__file__).resolve().parent.parent
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", str(ROOT / "smartregion" / "gunicorn.py"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_gunicorn(port, *options, application="smartregion.wsgi", **environment):
    """The master process, once its workers answer."""
    command = [*GUNICORN, application, "--bind", f"127.0.0.1:{port}", *options]
    # Its own settings, not those of the tests, unless it is told otherwise.
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(command, cwd=ROOT, env=inherited | environment)
    try:
        wait_until_served(process, port)
    except BaseException:
        stop(process)
        raise
    return process


def wait_until_served(process, port, seconds=SECONDS_TO_START):
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:  # a busy machine is slow, not wrong
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("The server does not answer.")


def stop(process):
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
