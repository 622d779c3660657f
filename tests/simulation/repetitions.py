"""Draw who answers, estimate as the Atlas does, and compare with the truth, many times."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.random import Generator

from atlas import bounds, estimates, strata

GROUPS = {"Region": None, "Landkreis": "district", "Size class": "size_class"}


def repeat(population: pd.DataFrame, probabilities: np.ndarray, repetitions: int, rng: Generator) -> pd.DataFrame:
    """One row per repetition and group: `of` (kind of group), `group`, `truth` (of those that the estimate speaks of),
    `truth_of_all`, `mean`, `low`, `high`, `se`, `plain` (unweighted), `bounds_low`, `bounds_high`; NaN where nobody of
    the group answered.
    """
    draws = (rng.random(len(population)) < probabilities for _ in range(repetitions))
    found = [pd.concat(_estimates(population.assign(participated=draw))) for draw in draws]
    return pd.concat(found, ignore_index=True)


def _estimates(population: pd.DataFrame) -> Iterator[pd.DataFrame]:
    standing = strata.with_strata(population)
    respondents = standing[standing.participated]
    seen = standing.assign(index=standing["index"].where(standing.participated))
    for kind, by in GROUPS.items():
        plain = _by(respondents, by)["index"].mean().rename("plain")
        weighted = estimates.means_by(respondents, ["index"], by)[["mean", "low", "high", "se"]].droplevel(1)
        certain = bounds.bounds(seen, ["index"], by).droplevel(1)
        represented = standing[strata.is_represented(standing, [by] if by else [])]
        truth = _by(represented, by)["index"].mean().rename("truth")
        truth_of_all = _by(standing, by)["index"].mean().rename("truth_of_all")
        columns = [weighted, plain, certain, truth, truth_of_all]
        found = pd.concat(columns, axis=1).rename_axis("group").reset_index()
        yield found.assign(of=kind)


def _by(frame: pd.DataFrame, by: str | None):
    return frame.groupby(frame[by].astype(str) if by else np.full(len(frame), ""))
