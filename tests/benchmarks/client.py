"""One person's browser, as far as the server notices: one connection kept alive, cookies, the CSRF token."""

import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class Client:
    def __init__(self, server, account):
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
        self.connection.connect()
        self.cookies = {}
        self.get("/")
        self.post("/demo/login/", {"account": account}, expect=302)

    def close(self):
        self.connection.close()

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, fields, headers=None, expect=200):
        form = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.cookies.get("csrftoken", "")}
        return self.request("POST", path, urlencode(fields), form | (headers or {}), expect)

    def request(self, method, path, body=None, headers=None, expect=200):
        """The body of the answer; a lost connection fails, because the next one may reach the other worker."""
        if self.connection.sock is None:
            raise SystemExit(f"The server did not keep the connection alive before {path}.")
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, {"Cookie": cookies, **(headers or {})})
        response = self.connection.getresponse()
        content = response.read()
        if response.status != expect:
            raise SystemExit(f"{method} {path}: {response.status}\n{content[:500].decode()}")
        for header in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return content


def milliseconds(call):
    """How long a call takes."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
