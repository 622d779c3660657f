"""The first admin of an installation: a command without a password, the code by e-mail, the app, the administration.

Over HTTP, from the real gunicorn in production mode, behind what stands for a proxy that ends TLS.
"""

import os
import re
import subprocess
import sys
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.core.management import CommandError

from survey.models import User
from tests.factories import UserFactory
from tests.mail_server import Postbox, Postman
from tests.production import production, url_of_test_database
from tests.security.entrance import code_now
from tests.server import free_port, start_gunicorn, stop


@pytest.fixture
def postbox():
    postbox = Postbox()
    controller = Controller(Postman(postbox), hostname="127.0.0.1", port=free_port())
    controller.start()
    postbox.port = controller.port
    yield postbox
    controller.stop()


@pytest.fixture
def environment(transactional_db, postbox):
    cache.clear()
    return production(
        url_of_test_database(),
        DJANGO_SETTINGS_MODULE="tests.security.production",
        ALLOWED_HOSTS="127.0.0.1",
        EMAIL_URL=f"smtp://127.0.0.1:{postbox.port}",
    )


@pytest.fixture
def command(environment):
    """Runs a command as an operator does who has nothing to answer questions with."""

    def run(*words):
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


class Browser:
    """Behind a proxy that ends TLS; the cookies are its own."""

    def __init__(self, port):
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method, path, **fields):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()),
            "X-Forwarded-Proto": "https",
            "Origin": f"https://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        token = self.cookies["csrftoken"].value if "csrftoken" in self.cookies else ""
        body = urlencode(fields | {"csrfmiddlewaretoken": token}) if method == "POST" else None
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        for value in reply.headers.get_all("Set-Cookie") or ():
            self.cookies.load(value)
        text = reply.read().decode()
        connection.close()
        return reply.status, reply.headers.get("Location"), text

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, **fields):
        if "csrftoken" not in self.cookies:
            self.get(path)
        return self.ask("POST", path, **fields)


@pytest.fixture
def browser(environment):
    port = free_port()
    server = start_gunicorn(port, "--threads", "2", "--log-level", "warning", **environment)
    yield Browser(port)
    stop(server)


def test_first_admin_gets_in_without_a_password(command, browser, postbox):
    done = command("createsuperuser", "Toni.Maier@Region.example", "Toni Maier")
    assert (done.returncode, done.stderr) == (0, "")
    assert not User.objects.get(email="toni.maier@region.example").has_usable_password()

    code_page = browser.get("/admin/login/?next=/admin/")[1]
    assert code_page.startswith("/accounts/login/code/")
    browser.post("/accounts/login/code/", email="toni.maier@region.example", next="/admin/")
    command("send_queued_mail")
    browser.post("/accounts/login/code/confirm/", code=postbox.code, next="/admin/")

    assert browser.get("/admin/")[:2] == (302, "/accounts/2fa/totp/activate/")
    secret = re.search(r'account-key">(\w+)<', browser.get("/accounts/2fa/totp/activate/")[2])[1]
    assert browser.post("/accounts/2fa/totp/activate/", code=code_now(secret))[0] == 302
    status, _location, page = browser.get("/admin/")
    assert status == 200
    assert "/admin/survey/user/add/" in page


def test_command_asks_nothing_and_gives_no_password(db, manage):
    told = manage("createsuperuser", "Toni@Bücher.example", "Toni Maier")
    person = User.objects.get()
    assert "toni@xn--bcher-kva.example" in told
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, True, False)


@pytest.mark.parametrize(
    ("email", "words"), [('"a b"@x.example', "E-Mail-Adresse"), ("KIM@stadt.example", "gibt es schon")]
)
def test_command_refuses_in_words(db, manage, email, words):
    UserFactory(email="kim@stadt.example")
    with pytest.raises(CommandError, match=words):
        manage("createsuperuser", email, "Kim")
