"""What municipalities find important beside how far they are (METHOD §6). Pure: DataFrame in, DataFrame out.

A pair is a question on maturity and one on priority. P = (priority − 1) · 25 and M = 100 · item score, both 0…100, only
where both were answered; gap = P − M. Quadrants have fixed cross-hairs, so that "act" does not hang on the others.
Source: Martilla and James (1977), Importance-Performance Analysis, Journal of Marketing 41, 77–79.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from atlas.columns import AGS, GROUP, HIGH, LOW, MEAN, PARTICIPATED, QUESTION, STATE, VALUE, N
from atlas.estimates import means_by

PAIR = "pair"  # the code of the question on maturity
PRIORITY = "priority"
MATURITY = "maturity"
GAP = "gap"
QUADRANT = "quadrant"
IS_SURE = "is_sure"

ACT, KEEP, WATCH, SECURE = QUADRANTS = ("act", "keep", "watch", "secure")
STEP = 25.0  # points per step of a priority


@dataclass(frozen=True)
class Pair:
    """Codes of the two questions."""

    maturity: str
    priority: str


@dataclass(frozen=True)
class CrossHairs:
    """From `priority` on something is important, from `maturity` on far; 0…100."""

    priority: float
    maturity: float


def points(standing: pd.DataFrame, answers: pd.DataFrame, items: pd.DataFrame, pairs: Sequence[Pair]) -> pd.DataFrame:
    """P, M and gap of each pair for those that handed in: `standing` of them plus `<pair>_priority`, `<pair>_maturity`
    and `<pair>_gap`, NaN without a complete pair.

    answers: `ags`, `question`, `state`, `value` of both questions of the pairs; items: item scores 0…1 by `ags`.
    """
    found = standing[standing[PARTICIPATED]].copy()
    given = answers[answers[STATE] == "answered"]
    own = given.pivot(index=AGS, columns=QUESTION, values=VALUE).reindex(found[AGS])
    scores = items.reindex(found[AGS])
    for pair in pairs:
        priority = _column(own, pair.priority).to_numpy(float)
        maturity = np.where(_is_given(own, pair.maturity), _column(scores, pair.maturity).to_numpy(float), np.nan)
        complete = ~np.isnan(priority) & ~np.isnan(maturity)
        p, m = (priority - 1) * STEP, maturity * 100
        for name, values in {PRIORITY: p, MATURITY: m, GAP: p - m}.items():
            found[f"{pair.maturity}_{name}"] = np.where(complete, values, np.nan)
    return found


def _column(frame: pd.DataFrame, code: str) -> pd.Series:
    return frame[code] if code in frame else pd.Series(np.nan, index=frame.index)


def _is_given(own: pd.DataFrame, code: str) -> np.ndarray:
    return own[code].notna().to_numpy() if code in own else np.zeros(len(own), dtype=bool)


def gaps(found: pd.DataFrame, pairs: Sequence[Pair], hairs: CrossHairs, by: str | None = None) -> pd.DataFrame:
    """Estimated means of all municipalities, one row per group and pair.

    found: as from `points`. Gives: `group` (a value of `by`, empty for all), `pair`, `n` (complete pairs), `priority`,
    `maturity`, `gap` with `<name>_low` and `<name>_high` (95 %), `quadrant` (empty without values) and `is_sure`: no
    interval of P or M crosses its cross-hair.

        group    pair    n  priority  maturity    gap  quadrant  is_sure
               SIC-02  131      78.2      46.1   32.1       act    False
    """
    names = [f"{pair.maturity}_{name}" for pair in pairs for name in (PRIORITY, MATURITY, GAP)]
    means = means_by(found, names, by)
    own = {key: dict(row) for key, row in zip(means.index, means.to_dict("records"), strict=True)}
    groups = list(dict.fromkeys(group for group, _name in own))
    rows = [_row(own, group, pair, hairs) for group in groups for pair in pairs]
    limits = [f"{name}_{end}" for name in (PRIORITY, MATURITY, GAP) for end in (LOW, HIGH)]
    return pd.DataFrame(rows, columns=[GROUP, PAIR, N, PRIORITY, MATURITY, GAP, *limits, QUADRANT, IS_SURE])


def _row(means: Mapping[Any, dict[Any, Any]], group: str, pair: Pair, hairs: CrossHairs) -> dict[str, Any]:
    own = {name: means[group, f"{pair.maturity}_{name}"] for name in (PRIORITY, MATURITY, GAP)}
    row: dict[str, Any] = {GROUP: group, PAIR: pair.maturity, N: int(own[GAP][N])}
    for name, mean in own.items():
        row |= {name: mean[MEAN], f"{name}_{LOW}": mean[LOW], f"{name}_{HIGH}": mean[HIGH]}
    row[QUADRANT] = quadrant(row[PRIORITY], row[MATURITY], hairs)
    row[IS_SURE] = _is_apart(own[PRIORITY], hairs.priority) and _is_apart(own[MATURITY], hairs.maturity)
    return row


def quadrant(priority: float, maturity: float, hairs: CrossHairs) -> str:
    """One of QUADRANTS; empty without values."""
    if np.isnan(priority) or np.isnan(maturity):
        return ""
    if priority >= hairs.priority:
        return ACT if maturity < hairs.maturity else KEEP
    return WATCH if maturity < hairs.maturity else SECURE


def _is_apart(mean: Mapping[Any, Any], line: float) -> bool:
    """Whether the whole interval lies on one side of the line."""
    return bool(mean[LOW] >= line or mean[HIGH] < line)
