"""What is certain without any assumption about those who did not answer. Pure: DataFrame in, DataFrame out.

Source: Manski (1989), Anatomy of the Selection Problem, Journal of Human Resources 24, 343–360; Manski (2003), Partial
Identification of Probability Distributions, ch. 1.
"""

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from atlas.columns import BOUNDS_HIGH, BOUNDS_LOW, DISTRICT, DISTRICT_AGS, MEAN
from atlas.edition import Band

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


def bounds(standing: pd.DataFrame, measure: str, by: str | None = None, *, weight: str | None = None) -> pd.DataFrame:
    """The mean of each group if every municipality without a value were at the worst (0) or at the best (100).

    Needs: `by`, the measure (0…100, NaN without a value), `weight` (sizes such as inhabitants; else every municipality
    counts once). Gives `bounds_low`, `bounds_high`, indexed by group ("" for all); the truth lies between them,
    whatever the reason for not answering.
    """
    sizes = standing[weight].astype(float) if weight else pd.Series(1.0, index=standing.index)
    known, groups = standing[measure].notna(), standing[by].astype(object) if by else pd.Series("", standing.index)
    sums = pd.DataFrame(
        {"all": sizes, "known": sizes.where(known, 0.0), "points": (sizes * standing[measure]).fillna(0.0)}
    )
    sums = sums.groupby(groups).sum()
    absent = (sums["all"] - sums["known"]) / sums["all"]
    low = sums["points"] / sums["all"] + WORST * absent
    return pd.DataFrame({BOUNDS_LOW: low, BOUNDS_HIGH: low + (BEST - WORST) * absent})


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
