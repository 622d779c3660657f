"""Delete a wave that was made by mistake."""

from django.db import transaction
from django.utils.translation import ngettext

from survey.models import Answer, Event, Evidence, Query, Remark, ReopeningRequest, Submission, Wave

GIVEN = (Answer, Submission, Evidence, Remark, Query, ReopeningRequest)


class WaveInUse(Exception):
    """People have given something in returns of the wave; it stays."""

    def __init__(self, count: int) -> None:
        text = ngettext(
            "This survey stays: in %(count)s return, people have answered or written something already.",
            "This survey stays: in %(count)s returns, people have answered or written something already.",
            count,
        )
        super().__init__(text % {"count": count})


@transaction.atomic
def delete_wave(*, wave: Wave) -> None:
    """With its returns, in which nothing was given, their log, and the roles for this wave alone. Raises WaveInUse."""
    Wave.objects.select_for_update().get(pk=wave.pk)  # no return begins meanwhile
    require_unused(wave)
    Event.objects.filter(response__wave=wave).delete()
    wave.responses.all().delete()
    wave.delete()


@transaction.atomic
def require_unused(wave: Wave) -> None:
    """Locks the returns until the transaction ends, so that nothing is given meanwhile. Raises WaveInUse."""
    pks = list(wave.responses.select_for_update().order_by("pk").values_list("pk", flat=True))
    used: set[int] = set()
    for model in GIVEN:
        used.update(model.objects.filter(response__in=pks).order_by().values_list("response", flat=True).distinct())
    if used:
        raise WaveInUse(len(used))
