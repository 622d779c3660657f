"""What load balancers and monitoring ask; they come by IP address, without the host's name and without TLS."""

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.urls import path


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return plain("ok")


def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has the tables that this version needs: what is asked of it can be done."""
    problem = problem_of_the_database()
    return plain(problem, status=503) if problem else plain("ok")


def plain(text: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)


def problem_of_the_database() -> str:
    """In words, without what the database says itself: that tells hosts and accounts."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except (DatabaseError, InterfaceError):
        return "The database does not answer."
    missing = sorted(".".join(migration) for migration in shipped_migrations() - applied.keys())
    return f"Migrations are missing: {', '.join(missing)}" if missing else ""


@cache
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """Read from disk once: a process never gets newer ones."""
    return frozenset(MigrationLoader(None).disk_migrations)


urlpatterns = [
    path("health/", alive, name="health"),
    path("health/ready/", ready, name="ready"),
]


class HealthMiddleware:
    """Answers probes before anything asks for the host, the protocol or the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.probes = {f"/{probe.pattern}": probe.callback for probe in urlpatterns}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.probes.get(request.path_info, self.get_response)(request)
