"""Scores of a return. METHOD § refers to docs/method.md.

Scores run from 0 to 100, shares and item scores from 0 to 1; all are unrounded, `round_score` is for print only.
Every limit and parameter is read from `document.scoring`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.questionnaire.answers import Answers
from survey.questionnaire.document import Document, Level
from survey.questionnaire.items import Item, ItemState, item_scores
from survey.questionnaire.numbers import half_up

# Limits themselves pass; sums of weights such as 0.5 and 1.5 over 7.5 may miss them by floating-point noise.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Score:
    """A score (0…100) with its range and coverage.

    score: None where too little was answered or applicable; never 0 for that reason.
    low, high: the score if every missing item were 0 or 1; None if nothing is applicable.
    answered_share: answered / applicable weight (0…1), None if nothing is applicable.
    applicable_share: applicable / total weight (0…1), None if nothing is scored at all.
    """

    score: float | None
    low: float | None
    high: float | None
    answered_share: float | None
    applicable_share: float | None


@dataclass(frozen=True, slots=True)
class Result:
    index: Score
    sovereignty: Score
    sections: dict[str, Score]


def _sections(document: Document, items: Mapping[str, Item]) -> dict[str, Score]:
    """Section code → score (METHOD §3), in the order of the document."""
    return {
        section.code: _mean(document, [items[question.code] for question in section.scored_questions])
        for section in document.sections
    }


def _sovereignty(document: Document, items: Mapping[str, Item]) -> Score:
    """The cross-cutting sovereignty index: the rules of a section over the items tagged so (METHOD §5)."""
    return _mean(document, [items[question.code] for question in document.sovereignty_questions])


def _mean(document: Document, items: Iterable[Item]) -> Score:
    """Weighted arithmetic mean over items with its range, under the coverage limits (METHOD §3)."""
    total = applicable = answered = points = 0.0
    for item in items:
        total += item.weight
        if item.state is ItemState.NOT_APPLICABLE:
            continue
        applicable += item.weight
        if item.score is not None:
            answered += item.weight
            points += item.weight * item.score
    if applicable == 0:
        return Score(None, None, None, None, 0.0 if total else None)
    scale, limits = document.scoring.scale_max, document.scoring
    is_covered = _reaches(answered / applicable, limits.min_answered_share)
    is_relevant = _reaches(applicable / total, limits.min_applicable_share)
    return Score(
        score=scale * points / answered if is_covered and is_relevant else None,
        low=scale * points / applicable,
        high=scale * (points + applicable - answered) / applicable,
        answered_share=answered / applicable,
        applicable_share=applicable / total,
    )


def _reaches(share: float, limit: float) -> bool:
    return share >= limit - TOLERANCE


def index(document: Document, sections: Mapping[str, Score]) -> Score:
    """The overall index from the unrounded section scores (METHOD §4).

    Without a value in sections of enough weight, score, low and high are None. low and high weight the ranges of the
    sections that carry the index. The shares are taken over all scored items of all sections.
    """
    carrying = [section for section in document.sections if sections[section.code].score is not None]
    weight = sum(section.weight for section in carrying)
    all_weight = sum(section.weight for section in document.sections)
    answered_share, applicable_share = _overall_shares(document, sections)
    if not carrying or not _reaches(weight / all_weight, document.scoring.min_section_weight_share):
        return Score(None, None, None, answered_share, applicable_share)

    def weighted(name: str) -> float:
        return sum(section.weight * getattr(sections[section.code], name) for section in carrying) / weight

    return Score(weighted("score"), weighted("low"), weighted("high"), answered_share, applicable_share)


def _overall_shares(document: Document, sections: Mapping[str, Score]) -> tuple[float | None, float | None]:
    total = applicable = answered = 0.0
    for section in document.sections:
        score = sections[section.code]
        items = sum(question.weight for question in section.scored_questions)
        total += items
        applicable += items * (score.applicable_share or 0)
        answered += items * (score.applicable_share or 0) * (score.answered_share or 0)
    return (answered / applicable if applicable else None), (applicable / total if total else None)


def score_answers(document: Document, answers: Answers) -> Result:
    """Everything that is stored with a submission, in one pass over the answers."""
    items = item_scores(document, answers)
    sections = _sections(document, items)
    return Result(index=index(document, sections), sovereignty=_sovereignty(document, items), sections=sections)


def round_score(score: float | None, decimals: int = 1) -> float | None:
    """The score as printed: rounded once, at the end, half up (METHOD §4)."""
    return None if score is None else half_up(score, decimals)


def level(document: Document, score: float | None) -> Level | None:
    """The level of a score, read from its rounded value: number and level in print never contradict each other."""
    rounded = round_score(score, document.scoring.decimals)
    if rounded is None:
        return None
    return next((band for band in document.levels if rounded < band.max), document.levels[-1])
