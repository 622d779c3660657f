"""Requests of people who are logged in."""

from django.http import HttpRequest

from survey.models import User


class PersonRequest(HttpRequest):
    """A request behind `login_required`: its user is never anonymous."""

    user: User


def site_of(request: HttpRequest) -> str:
    """https://host, for the links in letters."""
    return request.build_absolute_uri("/").rstrip("/")
