"""What the documented nginx answers by itself: in pages of ours, also while the application is away."""

import shutil
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from smartregion.faults import FAULTS, HEADERS, fault_page
from tests.production import HOST
from tests.proxy import proxy
from tests.server import ROOT, free_port


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    """nginx before an application that is away, with the files that collectstatic writes."""
    folder = tmp_path_factory.mktemp("proxy")
    files = folder / ".var" / "static"
    (files / "faults").mkdir(parents=True)
    shutil.copytree(ROOT / "static" / "theme", files / "theme")
    for status in FAULTS:
        (files / "faults" / f"{status}.html").write_text(fault_page(status))
    with proxy(free_port(), folder) as ports:
        yield ports


def answer(ports, method="GET", path="/", body=None, **headers):
    browser = ports.open()
    browser.request(method, path, body, {"Host": HOST} | headers)
    reply = browser.getresponse()
    text = reply.read().decode()
    browser.close()
    return reply.status, reply.headers, text


def is_page(status, headers, text):
    with_headers = all(headers[name] == value for name, value in HEADERS.items())
    return with_headers and text == fault_page(status)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_application_that_is_away(ports, method):
    status, headers, text = answer(ports, method, body="text=1" if method == "POST" else None)
    assert status == 502
    assert is_page(503, headers, text)


def test_look_of_the_page_is_there_while_the_application_is_away(ports):
    status, headers, text = answer(ports, path="/static/theme/theme.css")
    assert (status, headers["Content-Type"]) == (200, "text/css")
    assert "--atlas-primary" in text


def test_body_that_is_too_large(ports):
    status, headers, text = answer(ports, "POST", "/survey/", b"x" * 7_000_000)
    assert status == 413
    assert is_page(413, headers, text)


@pytest.mark.parametrize("bad", [{"X-Long": "x" * 20_000}, {"Content-Length": "many"}, {"Host": "a b<c>"}])
def test_head_that_is_refused(ports, bad):
    status, headers, text = answer(ports, **bad)
    assert status == 400
    assert is_page(400, headers, text)


def test_one_address_has_a_hundred_requests_at_a_time(ports):
    beginning = f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 10\r\n\r\nx"
    with ExitStack() as stack:
        for _ in range(100):
            browser = ports.open()
            stack.callback(browser.close)
            browser.connect()
            browser.sock.sendall(beginning.encode())
        status, headers, text = answer(ports)
    assert status == 429
    assert is_page(429, headers, text)


def test_plain_http_leads_to_the_host_itself(ports):
    browser = HTTPConnection("127.0.0.1", ports.http, timeout=20)
    browser.request("GET", "/atlas/?wave=a", headers={"Host": "evil.example"})
    reply = browser.getresponse()
    reply.read()
    browser.close()
    assert (reply.status, reply.headers["Location"]) == (301, f"https://{HOST}/atlas/?wave=a")
