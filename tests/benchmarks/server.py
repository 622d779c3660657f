"""gunicorn as `make demo` starts it, but with threads' workers: only they keep a connection alive."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

WORKERS = 2
SECONDS_TO_START = 30


class Server:
    def __init__(self, process, port):
        self.process = process
        self.port = port

    def peak_memory(self):
        """The highest resident memory in MB that a worker ever had, as the kernel counts it."""
        return max(peak_memory_of(pid) for pid in children_of(self.process.pid))


@contextmanager
def serve(database):
    """A server of the database of this name on a free port of the loopback address, for as long as the block runs."""
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "smartregion.wsgi", "--bind", f"127.0.0.1:{port}", "--preload",
            "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "1", "--keep-alive", "75",
            "--timeout", "90", "--log-level", "warning",
        ],
        env=os.environ | {"DATABASE_NAME": database},
    )  # fmt: skip
    try:
        wait_until_served(process, port)
        yield Server(process, port)
    finally:
        stop(process)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(process, port):
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except ConnectionError:
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


def peak_memory_of(pid):
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024
