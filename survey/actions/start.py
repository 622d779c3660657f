"""Begin a return."""

from datetime import datetime

from django.utils import timezone

from survey.models import Municipality, Response, Wave


def start_response(*, municipality: Municipality, wave: Wave, at: datetime | None = None) -> Response:
    """The return of this municipality in this wave; begun now if nobody has opened it before."""
    response, _created = Response.objects.get_or_create(
        municipality=municipality, wave=wave, defaults={"started_at": at or timezone.now()}
    )
    response.municipality, response.wave = municipality, wave
    return response
