"""Debian's nginx with the configuration of the documentation, on free ports of the loopback address.

The folder of the test stands for the one of the installation.
"""

import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from functools import cache
from http.client import HTTPSConnection
from typing import NamedTuple

import pytest

from tests.production import HOST
from tests.server import ROOT, SECONDS_TO_START, free_port, stop

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
# What a machine brings itself, as Debian's nginx.conf has it; files of its own in the folder of the test.
MAIN = """
{user}
daemon off;
worker_processes auto;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/atlas.conf;
}}
"""


class Proxy(NamedTuple):
    http: int
    https: int

    def open(self):
        """A browser that takes the self-signed certificate."""
        return HTTPSConnection("127.0.0.1", self.https, timeout=30, context=trusting())


@cache
def trusting():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextmanager
def proxy(application_port, folder):
    """Runs until the end of the block."""
    if NGINX is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Continuous integration needs nginx: install Debian's package nginx-light.")
        pytest.skip("No nginx found: the tests of the documented proxy are skipped.")
    ports = Proxy(free_port(), free_port())
    write_certificate(folder)
    (folder / "atlas.conf").write_text(adapted(ports, application_port, folder))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(user=user, folder=folder))
    process = subprocess.Popen([NGINX, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"])
    try:
        wait_until_listening(ports.http)
        yield ports
    finally:
        stop(process)


def adapted(ports, application_port, folder):
    """The documented file with addresses of this test."""
    text = (ROOT / "docs" / "nginx.conf").read_text()
    for documented, here in {
        "listen 80;": f"listen 127.0.0.1:{ports.http};",
        "listen 443 ssl;": f"listen 127.0.0.1:{ports.https} ssl;",
        "127.0.0.1:8000": f"127.0.0.1:{application_port}",
        "/etc/ssl/certs/atlas.pem": str(folder / "atlas.pem"),
        "/etc/ssl/private/atlas.key": str(folder / "atlas.key"),
        "/srv/atlas": str(folder),
    }.items():
        assert documented in text
        text = text.replace(documented, here)
    return text


def wait_until_listening(port):
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            assert time.monotonic() < deadline, "nginx does not answer"
            time.sleep(0.05)


def write_certificate(folder):
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout atlas.key -out atlas.pem -subj"
    subprocess.run([*command.split(), f"/CN={HOST}"], cwd=folder, check=True, capture_output=True)
