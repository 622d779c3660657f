"""`make demo` in one folder: twice at once, on a port in use, after the death of a worker."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.server import ROOT, SECONDS_TO_START, children_of, free_port, stop, wait_until_served

SECONDS_TO_STOP = 40


@pytest.fixture
def folder():
    """Where PostgreSQL may enter, too."""
    path = Path(tempfile.mkdtemp())
    yield path
    shutil.rmtree(path)


def environment_of(folder):
    environment = os.environ | {"DEMO": "1", "DATABASE_FOLDER": str(folder / "postgres"), "DATABASE_NAME": ""}
    foreign = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    return {name: value for name, value in environment.items() if name not in foreign}


@pytest.fixture
def start_demo(folder):
    """Starts the demonstration over a database of its own."""
    started = []

    def start(port, *options, **named):
        output = (folder / f"{port}.log").open("w")
        command = [sys.executable, "manage.py", "demo", "--port", str(port), *options]
        environment = environment_of(folder) | named
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output))
        output.close()
        return started[-1]

    yield start
    for process in started:
        stop(process)


def is_running(folder):
    return (folder / "postgres" / "postmaster.pid").exists()


def worker_with_database(demonstration, port, folder):
    """One that PostgreSQL counts among its users."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as browser:
        browser.request("GET", "/health/ready/")
        assert browser.getresponse().status == 200
    users = json.loads((folder / "postgres" / ".handle_pids.json").read_text())
    gunicorn = children_of(demonstration.pid)[0]
    return next(worker for worker in children_of(gunicorn) if worker in users)


def test_port_in_use_is_told_before_anything_starts(start_demo, folder):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert start_demo(port).wait(SECONDS_TO_START) == 1
    assert f"Port {port} is in use" in (folder / f"{port}.log").read_text()
    assert not (folder / "postgres").exists()


def test_two_first_starts_and_a_killed_worker_leave_nothing_behind(start_demo, folder):
    ports = [free_port(), free_port()]
    first, second = (start_demo(port) for port in ports)
    for process, port in zip((first, second), ports, strict=True):
        wait_until_served(process, port, seconds=300)
    logs = [(folder / f"{port}.log").read_text() for port in ports]
    assert sorted("Another call prepares this folder" in log for log in logs) == [False, True]
    assert [log.count("179 added") for log in logs].count(1) == 1
    os.kill(worker_with_database(first, ports[0], folder), signal.SIGKILL)
    wait_until_served(first, ports[0])
    for process in (first, second):
        assert is_running(folder)
        process.terminate()
        assert process.wait(SECONDS_TO_STOP) == 0
    deadline = time.monotonic() + SECONDS_TO_STOP
    while is_running(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(folder)


@pytest.mark.parametrize("other", [{"DATABASE_URL": "postgres://atlas.example/atlas"}, {"DATABASE_NAME": "other"}])
def test_beginning_afresh_leaves_every_other_database_alone(start_demo, folder, other):
    port = free_port()
    assert start_demo(port, "--fresh", **other).wait(SECONDS_TO_START) == 1
    assert "only the demonstration's own is ever emptied" in (folder / f"{port}.log").read_text()


def test_demonstration_begins_afresh_but_not_while_it_runs(start_demo, folder):
    ports = [free_port(), free_port()]
    shell = {"cwd": ROOT, "env": environment_of(folder), "stdout": subprocess.PIPE, "text": True}
    python = [sys.executable, "manage.py", "shell", "--no-imports", "-c"]
    make = "connection.cursor().execute('CREATE TABLE work ()')"
    work = f"from django.db import connection; {make}; print('there'); input()"
    with subprocess.Popen([*python, work], stdin=subprocess.PIPE, **shell) as running:
        assert running.stdout.readline() == "there\n"
        assert start_demo(ports[0], "--fresh").wait(SECONDS_TO_START) == 1
        refusal = (folder / f"{ports[0]}.log").read_text()
        assert f"The demonstration is running (processes {running.pid}). End it with Ctrl-C" in refusal
        running.communicate("\n")
    wait_until_served(start_demo(ports[1], "--fresh"), ports[1], seconds=300)
    told = (folder / f"{ports[1]}.log").read_text()
    assert "179 added" in told
    assert "they appear in the terminal in which the demonstration runs" in told
    assert "make demo-fresh begins the demonstration afresh" in told
    look = "from django.db import connection; print('work' in connection.introspection.table_names())"
    assert subprocess.run([*python, look], **shell, check=True).stdout == "False\n"


def test_what_runs_under_the_lock_keeps_others_waiting():
    """As the first line of `make demo` does with pip and the static files."""
    alone = [sys.executable, "-m", "smartregion.alone"]
    inner = "import sys; print('at work', flush=True); sys.stdin.read()"
    pipes = {"cwd": ROOT, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*alone, sys.executable, "-c", inner], **pipes) as first:
        assert first.stdout.readline() == "at work\n"
        with subprocess.Popen([*alone, sys.executable, "-c", "print('done')"], **pipes) as second:
            assert "waiting until it is done" in second.stderr.readline()
            assert second.poll() is None
            first.stdin.close()
            assert second.stdout.read() == "done\n"
        assert second.returncode == first.wait() == 0
