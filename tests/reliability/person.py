"""One person's browser, as far as the server notices, on connections that may break at any moment."""

from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, ProxyHandler, Request, build_opener

PATIENCE = 60  # seconds; a reply that takes longer fails the run: its save may still be on its way


class Lost(Exception):
    """No complete reply came: whether what was sent is saved, nobody told."""


class NotSent(Exception):
    """Nobody listens: nothing was sent."""


class Reply(NamedTuple):
    status: int
    text: str


class EveryReply(HTTPErrorProcessor):
    """Hands over each reply as it came: redirects and refusals too."""

    def http_response(self, request, response):
        return response


class Person:
    def __init__(self, port, account):
        self.base = f"http://127.0.0.1:{port}"
        self.cookies = CookieJar()
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies), EveryReply())
        assert self.post("/demo/login/", {"account": account}).status == 302

    def post(self, path, fields):
        """The complete reply. Raises NotSent, Lost."""
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "")
        headers = {"X-CSRFToken": token}
        request = Request(self.base + path, urlencode(fields, doseq=True).encode(), headers)
        try:
            with self.opener.open(request, timeout=PATIENCE) as reply:
                return Reply(reply.status, reply.read().decode())
        except (ConnectionError, HTTPException) as error:
            raise Lost from error
        except URLError as error:
            if isinstance(error.reason, ConnectionRefusedError):
                raise NotSent from error
            if isinstance(error.reason, ConnectionError):
                raise Lost from error
            raise
