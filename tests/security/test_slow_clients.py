"""Silent and slow connections, and saves that wait for a lock, stop nobody else."""

import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from threading import Event, Thread
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from smartregion.database import pool
from survey.models import Response
from tests.production import HOST, WITHOUT_COLLECTED_FILES, production, url_of_test_database
from tests.proxy import proxy, trusting
from tests.reliability.entries import questions_to_fill_in
from tests.server import free_port, start_gunicorn, stop

SILENT = SLOW = 50
WORKERS = 2
SERVER = f"server of {os.getpid()}"  # what PostgreSQL calls its connections


@pytest.fixture
def start(town_hall):
    """Starts gunicorn over the database of the test; its port."""
    with ExitStack() as stack:

        def run(**environment):
            port = free_port()
            server = start_gunicorn(port, "--log-level", "critical", **environment)
            stack.callback(stop, server)
            return port

        yield run


@pytest.fixture
def demonstration(start):
    name = connection.settings_dict["NAME"]
    return start(DATABASE_NAME=name, DJANGO_SETTINGS_MODULE="tests.settings", PGAPPNAME=SERVER)


@pytest.fixture
def production_port(start):
    return start(**production(url_of_test_database(), SECRET_KEY=settings.SECRET_KEY, **WITHOUT_COLLECTED_FILES))


class Saver:
    """Somebody of the town hall at the first number of the return."""

    def __init__(self, town_hall, open_connection, account="coordinator"):
        client = Client()
        client.force_login(town_hall.accounts[account])
        self.open_connection, self.address = open_connection, town_hall.address
        self.headers = {
            "Host": HOST,
            "Referer": f"https://{HOST}/",
            "Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={'x' * 32}",
            "X-CSRFToken": "x" * 32,
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
        }
        questions = questions_to_fill_in(town_hall.document.sections[0])
        self.code = next(question.code for question in questions if question.type == "number")

    def save(self, number, **headers):
        """Status, headers, text and seconds."""
        fields = urlencode({self.code: number, f"{self.code}-revision": 0})
        begun = time.monotonic()
        browser = self.open_connection()
        browser.request("POST", f"{self.address}answers/{self.code}/", fields, self.headers | headers)
        reply = browser.getresponse()
        text = reply.read().decode()
        browser.close()
        return reply.status, reply.headers, text, time.monotonic() - begun


def seconds_of(port, path="/health/", **headers):
    """How long a page takes that opens."""
    begun = time.monotonic()
    browser = HTTPConnection("127.0.0.1", port, timeout=60)
    browser.request("GET", path, headers=headers)
    reply = browser.getresponse()
    reply.read()
    browser.close()
    assert reply.status == 200
    return time.monotonic() - begun


@contextmanager
def silent_connections(port, number):
    with ExitStack() as stack:
        for _ in range(number):
            stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        time.sleep(0.5)  # until the server has taken them
        yield


@contextmanager
def slow_connections(port, number):
    """Half of them send a head, half a form, one byte after the other."""
    form = f"POST /language/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\nlanguage="
    beginnings = [f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ", form]
    stopped = Event()

    def drip(connections):
        while not stopped.wait(0.5):
            for each in connections:
                with suppress(OSError):  # cut off
                    each.sendall(b"x")

    with ExitStack() as stack:
        opened = []
        for place in range(number):
            plain = socket.create_connection(("127.0.0.1", port))
            opened.append(stack.enter_context(trusting().wrap_socket(plain)))
            opened[-1].sendall(beginnings[place % 2].encode())
        dripping = Thread(target=drip, args=[opened])
        dripping.start()
        stack.callback(dripping.join)
        stack.callback(stopped.set)
        time.sleep(0.5)
        yield


def test_demonstration_does_not_notice_silent_connections(demonstration, town_hall):
    saver = Saver(town_hall, lambda: HTTPConnection("127.0.0.1", demonstration, timeout=30))
    saver.headers |= {"Host": "127.0.0.1"}
    with silent_connections(demonstration, SILENT):
        assert seconds_of(demonstration) < 1
        status, _headers, _text, seconds = saver.save(7)
    assert status == 200
    assert seconds < 2


def test_documented_proxy_waits_for_silent_and_slow_connections(production_port, town_hall, tmp_path):
    with proxy(production_port, tmp_path) as ports:
        saver = Saver(town_hall, ports.open)
        with silent_connections(ports.https, SILENT), slow_connections(ports.https, SLOW):
            assert seconds_of(ports.http) < 1
            status, _headers, _text, seconds = saver.save(7)
    assert status == 200
    assert seconds < 2


@contextmanager
def held(response):
    """Somebody else's transaction holds the return."""
    with transaction.atomic():
        Response.objects.select_for_update().get(pk=response.pk)
        yield


def test_saves_that_wait_for_a_lock_end_in_words_and_stop_nobody(demonstration, town_hall):
    def saver(account):
        person = Saver(town_hall, lambda: HTTPConnection("127.0.0.1", demonstration, timeout=30), account)
        person.headers |= {"Host": "127.0.0.1"}
        return person

    waiting, other = [saver("coordinator"), saver("colleague")], saver("coordinator")
    with ThreadPoolExecutor(2) as threads, held(town_hall.response):
        saves = [threads.submit(person.save, 7) for person in waiting]
        time.sleep(1)
        assert seconds_of(demonstration) < 1
        assert seconds_of(demonstration, town_hall.address, Cookie=other.headers["Cookie"]) < 2
        for save in saves:
            status, headers, text, seconds = save.result()
            assert (status, headers["Retry-After"]) == (503, "5")
            assert "<" not in text
            # PostgreSQL counts anew for who was second in line and becomes the first.
            assert pool.SECONDS_FOR_A_LOCK - 1 < seconds < 2 * pool.SECONDS_FOR_A_LOCK + 3
    assert other.save(7)[0] == 200


def test_form_that_waited_for_a_lock_is_offered_again(demonstration, town_hall):
    saver = Saver(town_hall, lambda: HTTPConnection("127.0.0.1", demonstration, timeout=30))
    saver.headers |= {"Host": "127.0.0.1"}
    del saver.headers["HX-Request"]
    with held(town_hall.response):
        status, _headers, text, _seconds = saver.save(7)
    assert status == 503
    assert f'<input type="hidden" name="{saver.code}" value="7">' in text
    assert "Noch einmal senden" in text


def test_many_requests_at_once_share_few_connections_to_the_database(demonstration, town_hall):
    with ThreadPoolExecutor(60) as threads:
        assert len(list(threads.map(lambda _number: seconds_of(demonstration, "/"), range(200)))) == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [SERVER])
        (number,) = cursor.fetchone()
    assert 0 < number <= WORKERS * pool.SIZE
