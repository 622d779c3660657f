"""gunicorn as `make demo` starts it."""

from contextlib import contextmanager
from pathlib import Path

from tests.server import children_of, free_port, start_gunicorn, stop


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
    process = start_gunicorn(port, DATABASE_NAME=database)
    try:
        yield Server(process, port)
    finally:
        stop(process)


def peak_memory_of(pid):
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024
