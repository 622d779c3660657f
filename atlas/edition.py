"""What the Atlas needs to know of a wave beside its numbers: words in the reader's language, source, time zone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """A maturity level: scores from `lower` up to, but not including, `upper` (the last one includes it)."""

    code: str
    name: str
    lower: float
    upper: float


@dataclass(frozen=True)
class Edition:
    """One wave as its cards present it.

    `sections`: titles by code, in the order of the questionnaire, `names`: short ones; `bands`: levels from the lowest
    to the highest; `min_cases`: the smallest group that a sentence singles out; `source`: the line under each card;
    `timezone`: the name of the zone in which days are counted; `is_selection`: a filter is set, so totals are not those
    of the region; `target`: the participation aimed at, in per cent; `query`: the filters that links to other pages
    hold on to.
    """

    sections: dict[str, str]
    names: dict[str, str]
    bands: tuple[Band, ...]
    min_cases: int
    source: str
    timezone: str
    is_selection: bool = False
    target: int | None = None
    query: str = ""

    @property
    def levels(self) -> list[str]:
        return [band.code for band in self.bands]

    def level_name(self, code: str) -> str:
        return next(band.name for band in self.bands if band.code == code)

    def band(self, score: float) -> Band:
        """The level of a score 0…100, given as it is printed: rounded to one decimal."""
        return max((band for band in self.bands if band.lower <= score), key=lambda band: band.lower)
