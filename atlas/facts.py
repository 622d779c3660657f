"""The figures of a wave that the method page fills in, as they are written."""

from dataclasses import dataclass

import pandas as pd

from atlas import formats, item_nonresponse, labels, nonresponse, participation, reliability, scores, strata
from atlas.columns import (
    BOUNDS_HIGH,
    BOUNDS_LOW,
    DF,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    LOW,
    MEAN,
    SE,
    SIZE_CLASS,
    UNWEIGHTED,
    N,
)
from atlas.edition import Edition
from atlas.editions import edition_of
from atlas.evidence import Evidence
from survey.models import Wave
from survey.questionnaire.document import Document
from survey.size_classes import SIZE_CLASSES


@dataclass(frozen=True)
class Facts:
    """Texts for the page; a dash where there is nothing yet. `figures` by name, `weights`: title and weight of each
    section, `bands`: the levels, `size_classes`: their names.
    """

    figures: dict[str, str]
    weights: list[tuple[str, str]]
    edition: Edition
    size_classes: list[str]


def facts_of(wave: Wave, evidence: Evidence) -> Facts:
    edition, document = edition_of(wave), wave.questionnaire.document
    figures = _limits(document) | _answers(evidence) | _index(evidence) | _silence(evidence) | _returns(evidence)
    return Facts(
        figures=figures,
        weights=[(title, formats.integer(evidence.weights[code])) for code, title in edition.sections.items()],
        edition=edition,
        size_classes=[str(size_class.label) for size_class in SIZE_CLASSES],
    )


def _limits(document: Document) -> dict[str, str]:
    scoring = document.scoring
    return {
        "min_answered": formats.percent(scoring.min_answered_share, places=0),
        "min_applicable": formats.percent(scoring.min_applicable_share, places=0),
        "min_sections": formats.percent(scoring.min_section_weight_share, places=0),
        "min_cases": formats.integer(scoring.publish_min_cases),
    }


def _answers(evidence: Evidence) -> dict[str, str]:
    standing = evidence.standing
    turnout, cells, weighting = participation.overall(standing), strata.cells(standing), strata.weighting(standing)
    together = cells.groupby("stratum").size()
    figures = {
        "n": formats.integer(turnout.n),
        "of": formats.integer(turnout.population),
        "silent": formats.integer(turnout.population - turnout.n),
        "share": formats.percent(turnout.share),
        "cells": formats.integer(len(cells)),
        "strata": formats.integer(len(together)),
        "collapsed": formats.integer(together[together > 1].sum()),
    }
    if weighting is None:
        return figures | dict.fromkeys(("lowest", "highest", "effective", "deff"), formats.MISSING)
    return figures | {
        "lowest": formats.decimal(weighting.lowest, 2),
        "highest": formats.decimal(weighting.highest, 2),
        "effective": formats.decimal(weighting.effective_n),
        "deff": formats.decimal(weighting.design_effect, 2),
    }


def _index(evidence: Evidence) -> dict[str, str]:
    found = scores.overall(evidence.standing, [INDEX])[INDEX]
    names = {"mean": MEAN, "low": LOW, "high": HIGH, "plain": UNWEIGHTED, "certain_low": BOUNDS_LOW}
    figures = {name: formats.decimal(found[column]) for name, column in names.items()}
    return figures | {
        "index_n": formats.integer(found[N]),
        "se": formats.decimal(found[SE], 2),
        "df": formats.decimal(found[DF]),
        "certain_high": formats.decimal(found[BOUNDS_HIGH]),
    }


def _silence(evidence: Evidence) -> dict[str, str]:
    representative = nonresponse.r_indicator(evidence.standing, [DISTRICT_AGS, SIZE_CLASS])
    late = nonresponse.late_against_early(evidence.standing, INDEX)
    return {
        "r": formats.decimal(representative.value, 2),
        "r_adjusted": formats.decimal(representative.adjusted, 2),
        "largest_bias": formats.decimal(representative.largest_bias(float(evidence.standing[INDEX].std()))),
        "late": formats.decimal(late.difference),
        "late_interval": labels.interval(late.low, late.high) or formats.MISSING,
    }


def _returns(evidence: Evidence) -> dict[str, str]:
    states = item_nonresponse.by_question(evidence.states, list(evidence.questions))
    asked = states[item_nonresponse.ASKED].sum()
    sections = reliability.section_reliability(evidence.items, evidence.scored, evidence.implied)
    alphas: pd.Series[float] = sections[reliability.ALPHA].dropna()
    return {
        "dont_know": formats.percent(states["dont_know"].sum() / asked if asked else None),
        "blank": formats.percent(states["unanswered"].sum() / asked if asked else None),
        "alpha_low": formats.decimal(alphas.min() if len(alphas) else None, 2),
        "alpha_high": formats.decimal(alphas.max() if len(alphas) else None, 2),
        "alphas": formats.integer(len(alphas)),
    }
