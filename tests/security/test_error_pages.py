"""Whatever fails, the reply is a page of ours with its security headers: never the bare text of the server."""

import socket
from http.client import HTTPResponse
from urllib.parse import urlencode

import pytest

from smartregion.faults import HEADERS
from tests.production import HOST, WITHOUT_COLLECTED_FILES, production
from tests.server import free_port, start_gunicorn, stop

TOKEN = "x" * 32  # what CSRF asks of a form: the same in a cookie, and the page it came from
HEAD = f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n"
SESSION = "Cookie: sessionid=abcdefghijklmnopqrstuvwxyz012345\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
FROM_OUR_PAGE = f"Referer: https://{HOST}/\r\nCookie: csrftoken={TOKEN}\r\n"


@pytest.fixture(scope="module")
def port():
    """A server in production mode whose database is down."""
    port, away = free_port(), production(f"postgres://127.0.0.1:{free_port()}/away", **WITHOUT_COLLECTED_FILES)
    server = start_gunicorn(port, "--workers", "1", "--log-level", "critical", **away)
    yield port
    stop(server)


@pytest.fixture
def ask(port):
    """Status, headers and text of the reply to these bytes."""

    def send(request):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(request if isinstance(request, bytes) else request.encode("latin-1"))
            reply = HTTPResponse(connection)
            reply.begin()
            return reply.status, reply.headers, reply.read().decode()

    return send


def get(path="/", head=HEAD):
    return f"GET {path} HTTP/1.1\r\n{head}\r\n"


def post(body, content_type=FORM, path="/language/", head=FROM_OUR_PAGE, length=None):
    size = f"Content-Length: {len(body) if length is None else length}\r\n"
    return f"POST {path} HTTP/1.1\r\n{HEAD}{content_type}{head}{size}\r\n{body}"


def page_problems(headers, text):
    """What a page about an error lacks."""
    wrong = {name: headers[name] for name, value in HEADERS.items() if headers[name] != value}
    parts = ('<html lang="de">', "Atlas Digitalisierung", "theme.css", '<p class="lead">', 'lang="en"')
    return wrong, [part for part in parts if part not in text]


REFUSED = {
    "unknown host over plain HTTP": get(head="Host: evil.example\r\n"),
    "unknown host": get(head=HEAD.replace(HOST, "evil.example")),
    "host that is none": get(head=HEAD.replace(HOST, "a b<c>")),
    "NUL in a session cookie": get(head=HEAD + 'Cookie: sessionid="\\000"\r\n'),
    "NUL in a long session cookie": get(head=HEAD + 'Cookie: sessionid="abcdefgh\\000ijklmnopqrstuvwxyz"\r\n'),
    "NUL in another cookie": get(head=HEAD + 'Cookie: messages="\\000"\r\n'),
    "NUL in the path": get("/%00"),
    "NUL in the query": get("/?wave=%00"),
    "long header": get(head=HEAD + f"X-Long: {'x' * 9000}\r\n"),
    "endless head": get(head=HEAD + "".join(f"X-{number}: {'x' * 5000}\r\n" for number in range(300))),
    "many headers": get(head=HEAD + "X-Many: 1\r\n" * 200),
    "long address": get("/" + "x" * 5000),
    "no HTTP": "hello\r\n\r\n",
    "method that is none": get().replace("GET", "G(T"),
    "version that is none": get().replace("HTTP/1.1", "HTTP/7.7"),
    "header name that is none": get(head=HEAD + "Bad Name: x\r\n"),
    "folded header": get(head=HEAD + "X-Folded: a\r\n b\r\n"),
    "two lengths": post("a=1").replace("Content-Length", "Content-Length: 3\r\nContent-Length"),
    "length that is none": post("a=1", length="many"),
    "negative length": post("a=1", length="-3"),
    "length and chunks": post("0\r\n\r\n", FORM + CHUNKED),
    "unknown coding": get(head=HEAD + "Transfer-Encoding: sideways\r\n"),
    "multipart without boundary": post("garbage", "Content-Type: multipart/form-data\r\n"),
    "multipart with a strange boundary": post("garbage", "Content-Type: multipart/form-data; boundary=\xe4\xf6\r\n"),
    "unknown charset": post("a=1", FORM.replace("\r\n", "; charset=utf-16\r\n")),
    "too many fields": post("&".join(f"field{number}=1" for number in range(2000))),
    "too long a form": post("next=" + "x" * 3_000_000),
}


@pytest.mark.parametrize("request_", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_understood_gets_a_page(ask, request_):
    status, headers, text = ask(request_)
    assert status == 400
    assert page_problems(headers, text) == ({}, [])
    assert "Diese Anfrage ist nicht verständlich" in text


@pytest.mark.parametrize("chunks", ["many\r\na=1\r\n0\r\n\r\n", "3\r\na=1and more\r\n0\r\n\r\n"])
def test_body_in_chunks_is_not_read(ask, chunks):
    """So broken ones break nothing; no browser sends forms in chunks, and the proxy joins them."""
    status, _headers, text = ask(f"POST /language/ HTTP/1.1\r\n{HEAD}{FORM}{FROM_OUR_PAGE}{CHUNKED}\r\n{chunks}")
    assert status == 403
    assert "Bitte laden Sie die Seite neu" in text


def test_what_fails_before_the_application_gets_a_page(ask):
    status, headers, text = ask(post("a=1", "Content-Type: text/plain; name*=bogus''%ff\r\n"))
    assert status == 500
    assert page_problems(headers, text) == ({}, [])
    assert "Bei uns ist etwas schiefgegangen" in text


HARMLESS = {
    "broken percent encoding": get("/%zz%e4%"),
    "percent encoding that is no UTF-8": get("/%ff%fe"),
    "surrogate": get("/%ED%A0%80"),
    "broken query": get("/no-such-page/?a=%zz&%ff=%ff"),
    "broken cookies": get("/no-such-page/", HEAD + 'Cookie: ;=; a="; csrftoken="\\377"; django_language=\xff\r\n'),
}


@pytest.mark.parametrize("request_", HARMLESS.values(), ids=HARMLESS)
def test_strange_address_is_an_unknown_page(ask, request_):
    status, headers, text = ask(request_)
    assert status == 404
    assert "Diese Seite gibt es nicht" in text
    assert headers["X-Frame-Options"] == "DENY"


AWAY = {
    "start page": get(),
    "start page with a session": get(head=HEAD + SESSION),
    "unknown page with a session": get("/no-such-page/", HEAD + SESSION),
    "address of a button with a session": get("/language/", HEAD + SESSION),
    "administration with a session": get("/admin/", HEAD + SESSION),
    "Atlas with a session": get("/atlas/", HEAD + SESSION),
}


@pytest.mark.parametrize("request_", AWAY.values(), ids=AWAY)
def test_database_that_is_away_is_no_mistake_of_ours(ask, request_):
    status, headers, text = ask(request_)
    assert status == 503
    assert headers["Retry-After"] == "5"
    assert page_problems(headers, text) == ({}, [])
    assert "Das geht gerade nicht" in text


def test_form_that_meets_no_database_can_be_sent_again(ask):
    fields = {"csrfmiddlewaretoken": TOKEN, "email": "kim@stadt.example", "note": '"a" <b>', "password": "geheim"}
    status, headers, text = ask(post(urlencode(fields), path="/accounts/login/code/?next=/atlas/"))
    assert status == 503
    assert page_problems(headers, text) == ({}, [])
    assert '<form method="post" action="/accounts/login/code/?next=/atlas/">' in text
    assert f'<input type="hidden" name="csrfmiddlewaretoken" value="{TOKEN}">' in text
    assert '<input type="hidden" name="email" value="kim@stadt.example">' in text
    assert 'name="note" value="&quot;a&quot; &lt;b&gt;"' in text
    assert "geheim" not in text


def test_script_gets_the_sentence_alone(ask):
    status, headers, text = ask(get(head=HEAD + SESSION + "HX-Request: true\r\n"))
    assert (status, headers["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert text.startswith("Gerade ist zu viel los")
    assert "<" not in text
