"""gunicorn as `make demo` starts it, and its sudden deaths."""

import os
import signal
import time

from tests.server import children_of, free_port, start_gunicorn, stop

WORKERS = 2
OPTIONS = ("--workers", str(WORKERS), "--log-level", "critical")  # it would report each death as an error
SECONDS_TO_RECOVER = 20


class Workers:
    """The server on a port of its own; a context that stops it."""

    def __init__(self, **environment):
        self.port, self.environment = free_port(), environment

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        stop(self.master)

    def start(self):
        self.master = start_gunicorn(self.port, *OPTIONS, **self.environment)

    def kill_one(self, rng):
        """SIGKILL for a worker; returns when another one has taken its place."""
        victim = rng.choice(children_of(self.master.pid))
        os.kill(victim, signal.SIGKILL)
        deadline = time.monotonic() + SECONDS_TO_RECOVER
        while victim in (workers := children_of(self.master.pid)) or len(workers) < WORKERS:
            assert time.monotonic() < deadline, "gunicorn does not replace its worker"
            time.sleep(0.01)

    def kill_all(self):
        """SIGKILL for the master and its workers, and a new start; stopped first, it replaces none of them."""
        os.kill(self.master.pid, signal.SIGSTOP)
        for pid in [*children_of(self.master.pid), self.master.pid]:
            os.kill(pid, signal.SIGKILL)
        self.master.wait()
        self.start()
