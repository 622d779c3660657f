"""A whole wave of invented returns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from survey.questionnaire.answers import Value
from survey.questionnaire.document import Document
from survey.synthetic.answers import invent_answers
from survey.synthetic.participation import Schedule, participants
from survey.synthetic.tendencies import Town, draw_profile, draw_tendencies


@dataclass(frozen=True)
class InventedReturn:
    ags: str
    submitted_at: datetime
    answers: dict[str, Value]


def invented_returns(
    document: Document, towns: Sequence[Town], number: int, schedule: Schedule, seed: int
) -> Iterator[InventedReturn]:
    """The returns of so many of the towns, ordered by AGS; the same arguments give the same returns."""
    rng = Random(seed)  # noqa: S311 - invented data, no secret
    tendencies = draw_tendencies(document, rng)
    for town in participants(sorted(towns, key=lambda town: town.ags), number, rng):
        submitted_at = schedule.draw_time(rng)
        profile = draw_profile(town, tendencies, rng)
        yield InventedReturn(town.ags, submitted_at, invent_answers(document, profile, tendencies, rng))
