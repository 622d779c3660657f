"""A whole wave of invented returns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from survey.questionnaire.answers import Value
from survey.questionnaire.document import Document
from survey.synthetic.answers import invent_answers
from survey.synthetic.participation import Schedule, participants
from survey.synthetic.tendencies import Profile, Town, draw_profile, draw_tendencies


@dataclass(frozen=True)
class InventedReturn:
    ags: str
    submitted_at: datetime
    answers: dict[str, Value]
    profile: Profile


def invented_returns(
    document: Document, towns: Sequence[Town], number: int, schedule: Schedule, seed: int
) -> Iterator[InventedReturn]:
    """The returns of so many of the towns, ordered by AGS; the same arguments give the same returns."""
    rng = Random(seed)  # noqa: S311 - invented data, no secret
    tendencies = draw_tendencies(document, rng)
    for town in participants(sorted(towns, key=lambda town: town.ags), number, rng):
        submitted_at = schedule.draw_time(rng)
        profile = draw_profile(town, tendencies, rng)
        yield InventedReturn(town.ags, submitted_at, invent_answers(document, profile, tendencies, rng), profile)


@dataclass(frozen=True)
class PresentWave:
    """`document` asks at least what the earlier one asked."""

    document: Document
    returns: Sequence[InventedReturn]


PROGRESS = 0.3  # logit that towns have advanced by since the earlier wave, on average
PROGRESS_SPREAD = 0.2


def earlier_returns(
    before: Document,
    towns: Sequence[Town],
    number: int,
    schedule: Schedule,
    seed: int,
    present: PresentWave,
) -> Iterator[InventedReturn]:
    """Answers to `before`: the same towns were a little less far, by the same tendencies, under the same `seed`.

    Others took part than now, so that some have left since and others have joined.
    """
    tendencies = draw_tendencies(present.document, Random(seed))  # noqa: S311 - invented data, no secret
    rng = Random(f"{seed} earlier")  # noqa: S311 - likewise
    known = {invented.ags: invented.profile for invented in present.returns}
    for town in participants(sorted(towns, key=lambda town: town.ags), number, rng):
        submitted_at = schedule.draw_time(rng)
        profile = known.get(town.ags) or draw_profile(town, tendencies, rng)
        step = rng.gauss(PROGRESS, PROGRESS_SPREAD)
        maturity = {code: reached - step for code, reached in profile.maturity.items()}
        then = replace(profile, maturity=maturity)
        yield InventedReturn(town.ags, submitted_at, invent_answers(before, then, tendencies, rng), then)
