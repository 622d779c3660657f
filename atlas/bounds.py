"""What is certain without any assumption about those who did not answer. Pure: DataFrame in, DataFrame out.

Source: Manski (1989), Anatomy of the Selection Problem, Journal of Human Resources 24, 343–360; Manski (2003), Partial
Identification of Probability Distributions, ch. 1.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.columns import BOUNDS_HIGH, BOUNDS_LOW, DISTRICT, DISTRICT_AGS, MEAN
from atlas.edition import Band
from atlas.groups import groups_of

WORST, BEST = 0.0, 100.0

LEVEL = "level"
SHARE_ABSENT = "share_absent"
ABSENT = "absent_mean"
LOWER_BELOW = "lower_below"
HIGHER_FROM = "higher_from"
OTHER = "other"
DIFFERENCE = "difference"
SHIFT = "shift"
IS_POSSIBLE = "is_possible"

HALF_A_DIGIT = 0.05  # levels are read from means printed with one decimal


def bounds(
    standing: pd.DataFrame, measures: Sequence[str], by: str | None = None, *, weight: str | None = None
) -> pd.DataFrame:
    """The mean of each group if every municipality without a value were at the worst (0) or at the best (100).

    Needs: `by`, the measures (0…100, NaN without a value), `weight` (sizes such as inhabitants; else every municipality
    counts once). Gives `bounds_low`, `bounds_high`, indexed by group ("" for all) and measure; the truth lies between
    them, whatever the reason for not answering.
    """
    names, codes = groups_of(standing, by)
    sizes = standing[weight].to_numpy(float) if weight else np.ones(len(standing))
    values = standing[list(measures)].to_numpy(float)
    known = ~np.isnan(values)

    def per_group(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([np.bincount(codes, column, len(names)) for column in numbers.T])

    everybody = np.bincount(codes, sizes, len(names))[:, None]
    absent = per_group(np.where(known, 0.0, sizes[:, None])) / everybody
    low = per_group(np.where(known, values * sizes[:, None], 0.0)) / everybody + WORST * absent
    index = pd.MultiIndex.from_product([names, list(measures)])
    return pd.DataFrame({BOUNDS_LOW: low.ravel(), BOUNDS_HIGH: (low + (BEST - WORST) * absent).ravel()}, index=index)


def level_tipping(means: pd.DataFrame, bands: Sequence[Band]) -> pd.DataFrame:
    """How those without a value would have to be for the level of a mean to be another one.

    means: rows with `district`, `mean`, `bounds_low`, `bounds_high` (as from `scores.by_district`); bands: the levels,
    from the lowest. Gives, for each row with a mean: `district`, `mean`, `level`, `share_absent` (0…1), `absent_mean`
    (what the estimate expects of them), `lower_below` and `higher_from`: the mean of the absent below which the level
    is a lower one, from which on it is a higher one; NaN where no mean of 0…100 does it.
    """
    rows = []
    for row in means[means[MEAN].notna()].to_dict("records"):
        share = _share_absent(row)
        band = max((band for band in bands if band.lower <= round(row[MEAN], 1)), key=lambda band: band.lower)
        is_last = band == bands[-1]
        rows.append(
            {
                DISTRICT: row[DISTRICT],
                DISTRICT_AGS: row[DISTRICT_AGS],
                MEAN: row[MEAN],
                LEVEL: band.code,
                SHARE_ABSENT: share,
                ABSENT: _absent_mean(row),
                LOWER_BELOW: _needed(row, band.lower) if band.lower > WORST else float("nan"),
                HIGHER_FROM: float("nan") if is_last else _needed(row, band.upper),
            }
        )
    columns = [DISTRICT, DISTRICT_AGS, MEAN, LEVEL, SHARE_ABSENT, ABSENT, LOWER_BELOW, HIGHER_FROM]
    return pd.DataFrame(rows, columns=columns)


def order_tipping(means: pd.DataFrame) -> pd.DataFrame:
    """By how many points the absent of two Landkreise would have to differ from what is expected for both to be equal.

    The absent of the higher one lower by `shift`, those of the lower one higher by as much. Gives, for every pair with
    means, closest first: `district` (the higher), `other`, `difference` of their means, `shift` (NaN where nobody is
    absent), `is_possible`: whether the absent would stay within 0…100.
    """
    rows = []
    for one, two in combinations(means[means[MEAN].notna()].to_dict("records"), 2):
        upper, lower = (one, two) if one[MEAN] >= two[MEAN] else (two, one)
        difference = upper[MEAN] - lower[MEAN]
        absent = _share_absent(upper) + _share_absent(lower)
        shift = difference / absent if absent else float("nan")
        falls, rises = _absent_mean(upper) - shift, _absent_mean(lower) + shift
        is_possible = bool(absent) and not (falls < WORST or rises > BEST)  # nobody absent: NaN, nothing in the way
        rows.append([upper[DISTRICT], lower[DISTRICT], difference, shift, is_possible])
    frame = pd.DataFrame(rows, columns=[DISTRICT, OTHER, DIFFERENCE, SHIFT, IS_POSSIBLE])
    return frame.sort_values(DIFFERENCE, kind="stable").reset_index(drop=True)


def _share_absent(row: dict) -> float:
    return float(row[BOUNDS_HIGH] - row[BOUNDS_LOW]) / (BEST - WORST)


def _absent_mean(row: dict) -> float:
    """What the estimate expects of the absent on average; NaN if there are none."""
    share = _share_absent(row)
    return float(row[MEAN] - row[BOUNDS_LOW]) / share + WORST if share > 1e-9 else float("nan")


def _needed(row: dict, edge: float) -> float:
    """The mean of the absent at which the mean of all is printed as the edge; NaN if none of 0…100 gets there."""
    share = _share_absent(row)
    if share <= 1e-9:
        return float("nan")
    needed = (edge - HALF_A_DIGIT - row[BOUNDS_LOW]) / share + WORST
    return needed if WORST <= needed <= BEST else float("nan")
