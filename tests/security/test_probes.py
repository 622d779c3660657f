"""What load balancers and operators are told, by a server in production mode."""

import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPResponse

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from tests.production import production, url_of_test_database
from tests.server import ROOT, free_port, start_gunicorn, stop

AWAY = "postgres://atlas:geheim@127.0.0.1:9/away"


@contextmanager
def serving(**environment):
    port = free_port()
    server = start_gunicorn(port, "--workers", "1", "--log-level", "critical", **environment)
    try:
        yield port
    finally:
        stop(server)


def ask(port, path):
    """By IP address, in plain HTTP/1.0: no Host, no header of a proxy."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as browser:
        browser.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        reply = HTTPResponse(browser)
        reply.begin()
        return reply.status, reply.read().decode()


def test_probes_need_neither_host_nor_proxy_and_tell_when_the_database_is_away():
    with serving(**production(AWAY)) as port:
        assert ask(port, "/health/") == (200, "ok\n")
        assert ask(port, "/health/ready/") == (503, "The database does not answer.\n")
        assert ask(port, "/")[0] == 400


@pytest.mark.django_db(transaction=True)
def test_readiness_asks_database_and_migrations():
    recorder = MigrationRecorder(connection)
    with serving(**production(url_of_test_database())) as port:
        assert ask(port, "/health/ready/") == (200, "ok\n")
        recorder.record_unapplied("survey", "0001_initial")
        try:
            assert ask(port, "/health/ready/") == (503, "Migrations are missing: survey.0001_initial\n")
        finally:
            recorder.record_applied("survey", "0001_initial")


def test_readiness_is_cheap(db, django_assert_max_num_queries):
    client = Client()
    client.get(reverse("ready"))  # reads the migrations from disk, once
    with django_assert_max_num_queries(2):
        assert client.get(reverse("ready")).status_code == 200


def manage(*arguments, **missing):
    environment = {"PATH": "/usr/bin:/bin"} | production("postgres://127.0.0.1:9/away") | missing
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_deployment_is_checked():
    assert manage("check", "--deploy", "--fail-level", "WARNING").returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "EMAIL_URL"])
def test_check_of_a_deployment_fails_without(name):
    check = manage("check", "--deploy", **{name: ""})
    assert check.returncode == 1
    assert f"(smartregion.E001) {name} is not set." in check.stderr


def test_nothing_embedded_starts_in_production(tmp_path):
    command = manage("migrate", DATABASE_URL="", DATABASE_FOLDER=str(tmp_path / "postgres"))
    assert command.stderr.endswith("DATABASE_URL is not set: in production no embedded PostgreSQL is started.\n")
    assert list(tmp_path.iterdir()) == []


def test_server_does_not_start_without_its_settings():
    environment = production("", EMAIL_URL="", SECRET_KEY="")
    command = [sys.executable, "-c", "import smartregion.wsgi"]
    server = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert "Not set: SECRET_KEY, DATABASE_URL, EMAIL_URL." in server.stderr


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp+tls://kim@mail.example", 587),
        ("smtp+ssl://mail.example", 465),
        ("smtp://mail.example", 25),
        ("smtp+tls://mail.example:2525", 2525),
    ],
)
def test_port_of_the_mail_server_follows_from_the_protocol(url, port):
    assert setting("EMAIL_PORT", EMAIL_URL=url) == port


@pytest.mark.parametrize(("seconds", "kept"), [("", 31_536_000), ("60", 60), ("0", 0)])
def test_browsers_insist_on_tls_for_this_host_alone_and_as_long_as_wished(seconds, kept):
    assert setting("SECURE_HSTS_SECONDS", **({"HSTS_SECONDS": seconds} if seconds else {})) == kept
    assert not settings.SECURE_HSTS_INCLUDE_SUBDOMAINS
    assert not settings.SECURE_HSTS_PRELOAD


def setting(name, **environment):
    """As a server in production has it."""
    command = [sys.executable, "-c", f"from smartregion import settings; print(settings.{name})"]
    output = subprocess.run(
        command, cwd=ROOT, env=production(AWAY, **environment), capture_output=True, text=True, check=True
    ).stdout
    return int(output)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_RETENTION_DAYS", "-5"),
        ("MAIL_RETENTION_DAYS", "0"),
        ("TRUSTED_PROXY_COUNT", "-1"),
        ("HSTS_SECONDS", "abc"),
        ("EMAIL_URL", "foo://x"),
        ("DATABASE_URL", "mysql://x/y"),
        ("ALLOWED_HOSTS", "*"),
    ],
)
def test_setting_that_cannot_be_meant_is_refused_by_its_name(name, value):
    refused = manage("check", "--deploy", **{name: value})
    assert refused.returncode != 0
    assert name in refused.stderr
