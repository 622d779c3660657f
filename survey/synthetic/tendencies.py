"""What the invented towns are like: each by itself, and what they have in common."""

import math
from dataclasses import dataclass
from random import Random

from survey.questionnaire.document import Document

TYPICAL_POPULATION = 10_000
# Strengths on the logit scale; sections of one town then correlate by about 0.5 to 0.7.
MEAN = -0.3
BY_SIZE = 1.0
TOWN_SPREAD = 0.58
SECTION_SPREAD = 0.45
COMMON_SECTION_SPREAD = 0.25
POPULARITY_SPREAD = 0.6
DOUBT_SPREAD = 0.9
IMPORTANCE_SPREAD = 0.5


@dataclass(frozen=True)
class Town:
    """What is known of a municipality before it answers."""

    ags: str
    district_ags: str
    population: int

    @property
    def size(self) -> float:
        """Powers of ten above a typical town: 0 at 10,000 inhabitants, 1 at 100,000."""
        return math.log10(self.population / TYPICAL_POPULATION)


@dataclass(frozen=True)
class Tendencies:
    """What all towns of a wave share, on the logit scale where nothing else is said.

    sections: how much easier or harder a section is. popularity: how often a choice is taken, by question and choice.
    importance: how much higher or lower a priority is, by question, in its steps.
    """

    sections: dict[str, float]
    popularity: dict[tuple[str, str], float]
    importance: dict[str, float]


def draw_tendencies(document: Document, rng: Random) -> Tendencies:
    return Tendencies(
        {section.code: rng.gauss(0, COMMON_SECTION_SPREAD) for section in document.sections},
        {
            (question.code, choice.code): rng.gauss(0, POPULARITY_SPREAD)
            for question in document.questions
            for choice in question.choices
        },
        {question.code: rng.gauss(0, IMPORTANCE_SPREAD) for question in document.questions},
    )


@dataclass(frozen=True)
class Profile:
    """One town: its maturity by section (logit) and the probability that it does not know an answer."""

    town: Town
    maturity: dict[str, float]
    doubt: float


def draw_profile(town: Town, tendencies: Tendencies, rng: Random) -> Profile:
    """Large towns are further on the whole; small ones know less often, some much less often than others."""
    latent = MEAN + BY_SIZE * town.size + rng.gauss(0, TOWN_SPREAD)
    maturity = {code: latent + common + rng.gauss(0, SECTION_SPREAD) for code, common in tendencies.sections.items()}
    doubt = 0.025 * math.exp(-1.0 * town.size + rng.gauss(0, DOUBT_SPREAD))
    return Profile(town, maturity, min(doubt, 0.5))


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def happens(probability: float, rng: Random) -> bool:
    return rng.random() < probability
