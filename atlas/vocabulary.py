"""What a questionnaire calls its sections and levels, in the reader's language: all the Atlas needs to know of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """A maturity level: scores from `lower` up to, but not including, `upper` (the last one includes it)."""

    code: str
    name: str
    lower: float
    upper: float


@dataclass(frozen=True)
class Vocabulary:
    """Names of sections by code, in the order of the questionnaire; levels from the lowest to the highest.

    `min_cases` is the smallest group whose mean a sentence singles out.
    """

    sections: dict[str, str]
    bands: tuple[Band, ...]
    min_cases: int

    @property
    def levels(self) -> list[str]:
        return [band.code for band in self.bands]

    def level_name(self, code: str) -> str:
        return next(band.name for band in self.bands if band.code == code)

    def band(self, score: float) -> Band:
        """The level of a score 0…100, given as it is printed: rounded to one decimal."""
        return max((band for band in self.bands if band.lower <= score), key=lambda band: band.lower)
