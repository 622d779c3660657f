"""gunicorn's worker with threads, in our words."""

from socket import socket
from typing import Any

from gunicorn.http.errors import InvalidResponseHeader, InvalidResponseHeaderName, ParseException
from gunicorn.workers.gthread import ThreadWorker

OF_THE_APPLICATION = (InvalidResponseHeader, InvalidResponseHeaderName)
SECONDS_TO_TELL = 5


class Worker(ThreadWorker):
    """Answers with our page where gunicorn has a bare line: a head that is no HTTP or too long, a broken body."""

    def handle_error(self, req: Any, client: socket, addr: Any, exc: BaseException) -> None:
        from smartregion.faults import raw_fault  # gunicorn loads this class before Django knows its settings

        if isinstance(exc, ParseException) and not isinstance(exc, OF_THE_APPLICATION):
            status = 400
            self.log.warning("Invalid request from %s: %s", addr[0] if addr else "the proxy", exc)
        else:
            status = 500
            self.log.error("Error handling request %s", getattr(req, "uri", ""), exc_info=exc)
        try:
            client.settimeout(SECONDS_TO_TELL)
            client.sendall(raw_fault(status))
        except OSError:
            self.log.debug("Nobody waits for the page about the error.")
