"""What the team sees on every page."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from survey.models import Query


def team(request: HttpRequest) -> dict[str, Any]:
    """How many queries wait for the team; counted once by pages that show it, and by no others."""
    return {"queries_waiting": cache(Query.objects.waiting_for_team().count)}
