"""Begin a return."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from survey.models import Municipality, Response, Submission, Wave


def start_response(*, municipality: Municipality, wave: Wave, at: datetime | None = None) -> Response:
    """The return of this municipality in this wave; begun now if nobody has opened it before."""
    first: dict[str, Any] = {
        "started_at": at or timezone.now(),
        "offers_from": lambda: earlier_submission(municipality, wave),  # looked for only if there is no return yet
    }
    response, _created = Response.objects.get_or_create(municipality=municipality, wave=wave, defaults=first)
    response.municipality, response.wave = municipality, wave
    return response


def earlier_submission(municipality: Municipality, wave: Wave) -> Submission | None:
    """What the municipality handed in last in the most recent earlier wave in which it did; its answers are offered.

    Invented answers are never offered to a real return.
    """
    submissions = Submission.objects.current().filter(
        response__municipality=municipality,
        response__wave__opens_at__lt=wave.opens_at,
        response__wave__is_synthetic=wave.is_synthetic,
    )
    return submissions.order_by("-response__wave__opens_at").first()
