"""The gap between what a municipality finds important and how far it has got (METHOD §6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from survey.questionnaire.answers import DONT_KNOW, Answers
from survey.questionnaire.document import Document, Question
from survey.questionnaire.items import question_score
from survey.questionnaire.routing import route


class Quadrant(StrEnum):
    ACT = "act"
    KEEP = "keep"
    WATCH = "watch"
    SECURE = "secure"


@dataclass(frozen=True)
class Gap:
    """Priority and maturity (0…100), priority − maturity (−100…100), and the quadrant, which alone classifies."""

    priority: float
    maturity: float
    gap: float
    quadrant: Quadrant


@dataclass(frozen=True)
class MeanGap:
    """Means over the n municipalities with a complete pair."""

    n: int
    priority: float
    maturity: float
    gap: float


def gap(document: Document, question: Question, answers: Answers) -> Gap | None:
    """The gap of a maturity question that names its priority question in the tag `priority_pair`.

    None if the question has no such tag, or if one of the two is not answered (hidden, missing, don't know).
    """
    pair = question.tags.get("priority_pair")
    if pair is None:
        return None
    counted = route(document, answers).answers
    step, value = counted.get(pair, DONT_KNOW), counted.get(question.code, DONT_KNOW)
    if step == DONT_KNOW or value == DONT_KNOW:
        return None
    score = question_score(question, value)
    if score is None or not isinstance(step, int):
        return None
    steps = document.question(pair).scores
    priority = document.scoring.scale_max * (step - 1) / (len(steps) - 1)
    maturity = document.scoring.scale_max * score
    return Gap(priority, maturity, priority - maturity, quadrant(document, priority, maturity))


def quadrant(document: Document, priority: float, maturity: float) -> Quadrant:
    """Fixed cross-hairs, so that "act" does not depend on what the others answered."""
    is_low = maturity < document.scoring.quadrant_maturity
    if priority >= document.scoring.quadrant_priority:
        return Quadrant.ACT if is_low else Quadrant.KEEP
    return Quadrant.WATCH if is_low else Quadrant.SECURE


def mean_gap(gaps: Iterable[Gap | None]) -> MeanGap | None:
    """Regional mean over complete pairs (None entries are left out); None if there is none."""
    complete = [pair for pair in gaps if pair is not None]
    if not complete:
        return None
    priority, maturity = fmean(pair.priority for pair in complete), fmean(pair.maturity for pair in complete)
    return MeanGap(len(complete), priority, maturity, priority - maturity)
