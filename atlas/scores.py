"""Means of scores by district and the distribution of levels. Pure: DataFrame in, DataFrame out.

Means are of unrounded scores; rounding is for print. They are estimates for all municipalities: those that answered
stand for the others of their stratum. A municipality without a value takes no part in a mean and is never counted as
zero.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from atlas.bounds import bounds
from atlas.columns import (
    BOUNDS_HIGH,
    BOUNDS_LOW,
    DF,
    DISTRICT,
    DISTRICT_AGS,
    GROUP,
    HIGH,
    INDEX,
    INDEX_HIGH,
    INDEX_LOW,
    LEVEL,
    LOW,
    MEAN,
    NO_VALUE,
    PARTICIPATED,
    POPULATION,
    RANGE_HIGH,
    RANGE_LOW,
    REGION,
    REPRESENTED,
    SE,
    SECTION,
    SHARE,
    STRATA,
    UNWEIGHTED,
    N,
)
from atlas.estimates import means_by, shares
from atlas.groups import groups_of
from atlas.strata import is_unrepresented

LONG = [
    DISTRICT_AGS, DISTRICT, SECTION, N, POPULATION, MEAN, SE, LOW, HIGH, DF, REPRESENTED, UNWEIGHTED,
    BOUNDS_LOW, BOUNDS_HIGH,
]  # fmt: skip


def by_district(standing: pd.DataFrame, measures: Sequence[str], *, weight: str | None = None) -> pd.DataFrame:
    """Estimated mean of each measure per district and for the region: one row per district and measure.

    Needs: `district_ags`, `district`, `participated`, `columns.STRATA` and the columns named by `measures` (section
    codes, `index`, `sovereignty`; scores 0…100). `weight`: a column of sizes, for means per inhabitant instead of per
    municipality. Gives: `district_ags` (text, empty for the region), `district`, `section` (the measure), `n`
    (municipalities with a value), `population` (municipalities in the district), `mean`, `se`, `low`, `high`, `df`
    (see `estimates.Estimate`; NaN where n = 0; the interval is cut at the bounds, and unknown where it would have no
    width although nobody stands for some of the group), `represented` (municipalities of strata in which anybody of
    the group answered), `mean_unweighted` (of those with a value), `bounds_low`, `bounds_high` (see `bounds`). Ordered
    by district, the region last, measures in the order given.

        district_ags   district section   n  population   mean    se    low   high  df
               08115  Böblingen   index  21          26  48.21  1.10  45.92  50.50  18
               08117  Göppingen   index   0          38    NaN   NaN    NaN    NaN   0
                         Region   index  21          64  48.21  1.10  45.92  50.50  18
    """
    if standing.empty:
        return pd.DataFrame(columns=LONG)
    parts = [means(standing, measures, by, weight=weight) for by in (DISTRICT_AGS, None)]
    names = standing.groupby(DISTRICT_AGS)[DISTRICT].first().astype(object)
    found = pd.concat(parts, ignore_index=True).rename(columns={GROUP: DISTRICT_AGS})
    return found.assign(**{DISTRICT: found[DISTRICT_AGS].map(names).fillna(REGION)})[LONG]


def means(
    standing: pd.DataFrame, measures: Sequence[str], by: str | None = None, *, weight: str | None = None
) -> pd.DataFrame:
    """As `by_district`, for the groups of any column `by`, their value as `group`; without `by` for all of `standing`.

    One row per group and measure, in the order of both. Put together from arrays, because aligning frames takes longer
    than all of the arithmetic.
    """
    names, codes = groups_of(standing, by)
    values = standing[list(measures)].to_numpy(float)
    sums = np.column_stack([np.bincount(codes, np.nan_to_num(column), len(names)) for column in values.T]).ravel()
    needed = [*STRATA, *measures, *(column for column in (by, weight) if column)]
    found = means_by(standing.loc[standing[PARTICIPATED], needed], measures, by, groups=names, weight=weight)
    certain = bounds(standing, measures, by, weight=weight)
    n, lowest, highest = found[N].to_numpy(), certain[BOUNDS_LOW].to_numpy(), certain[BOUNDS_HIGH].to_numpy()
    population = np.bincount(codes, minlength=len(names))
    unrepresented = np.bincount(codes, is_unrepresented(standing, [by] if by else []), len(names)).astype(int)
    per_group = {POPULATION: population, REPRESENTED: population - unrepresented}
    is_unknown = (found[SE].to_numpy() == 0) & np.repeat(unrepresented > 0, len(measures))
    se, low, high = (np.where(is_unknown, np.nan, found[name]) for name in (SE, LOW, HIGH))
    columns = {
        GROUP: np.repeat(np.array(names, dtype=object), len(measures)),
        SECTION: list(measures) * len(names),
        N: n,
        **{name: np.repeat(counts, len(measures)) for name, counts in per_group.items()},
        **{MEAN: found[MEAN].to_numpy(), SE: se, DF: found[DF].to_numpy()},
        # a t interval of few values may leave what is possible at all
        LOW: np.maximum(low, lowest),
        HIGH: np.minimum(high, highest),
        UNWEIGHTED: np.divide(sums, n, out=np.full(len(n), np.nan), where=n > 0),
        BOUNDS_LOW: lowest,
        BOUNDS_HIGH: highest,
    }
    return pd.DataFrame(columns)


def overall(standing: pd.DataFrame, measures: Sequence[str]) -> "dict[str, pd.Series[float]]":
    """The rows of `by_district` for all of `standing` together, by measure."""
    if standing.empty:
        return dict.fromkeys(measures, pd.Series({N: 0, DF: 0.0}).reindex(LONG))
    found = means(standing, measures)
    return {measure: found.iloc[place] for place, measure in enumerate(measures)}


def index_by_district(standing: pd.DataFrame) -> pd.DataFrame:
    """`by_district` for the index with the range of what respondents left open: plus `range_low` and `range_high`.

    The range is the mean of the municipalities' own ranges (every missing item as 0, or as full score), over the
    same municipalities and with the same weights as the mean, so range_low ≤ mean ≤ range_high.
    """
    return with_ranges(by_district(standing, [INDEX]), standing, {INDEX: (INDEX_LOW, INDEX_HIGH)})


def with_ranges(
    means: pd.DataFrame, standing: pd.DataFrame, ranges: Mapping[str, tuple[str, str]], *, weight: str | None = None
) -> pd.DataFrame:
    """`means` as from `by_district`, plus `range_low` and `range_high`; NaN for a measure without a range.

    ranges: measure → the columns of `standing` with the limits of each municipality (METHOD §3).
    """
    limits = [_limits(standing, measure, list(columns), weight) for measure, columns in ranges.items()]
    return means.merge(pd.concat(limits), on=[DISTRICT_AGS, SECTION], how="left")


def _limits(standing: pd.DataFrame, measure: str, columns: list[str], weight: str | None) -> pd.DataFrame:
    """The mean limits of the municipalities that have the measure, per district and for all of `standing`."""
    respondents = standing[standing[PARTICIPATED] & standing[measure].notna()]
    parts = [
        means_by(respondents, columns, by, weight=weight)[MEAN].unstack().reindex(columns=columns)
        for by in (DISTRICT_AGS, None)
    ]
    wide = pd.concat(parts).set_axis([RANGE_LOW, RANGE_HIGH], axis=1)
    return wide.rename_axis(DISTRICT_AGS).reset_index().assign(**{SECTION: measure})


def level_shares(standing: pd.DataFrame, levels: Sequence[str], by: str) -> pd.DataFrame:
    """`level_counts` for every value of the column `by`, in its order, plus that column; none without returns."""
    groups = standing.groupby(by, observed=True, sort=True)
    parts = [level_counts(group, levels).assign(**{by: value}) for value, group in groups if group[PARTICIPATED].any()]
    return (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame(columns=[by, LEVEL, N, POPULATION, SHARE, LOW, HIGH])
    )


def level_counts(standing: pd.DataFrame, levels: Sequence[str]) -> pd.DataFrame:
    """How many returns reach each level: one row per level in the order given, then one for `no_value`.

    Needs: `participated`, `level`, `columns.STRATA`. Gives: `level`, `n`, `population` (all returns), `share` (0…1: the
    estimate for all municipalities, NaN without any return), `low`, `high`. Municipalities without a return are not
    counted; `no_value` are returns with too little for an index.

           level   n  population  share    low   high
              L1   9         141  0.071  0.047  0.106
        no_value   2         141  0.013  0.004  0.041
    """
    respondents = standing[standing[PARTICIPATED]]
    reached = respondents[LEVEL].astype(object).where(respondents[LEVEL].notna(), NO_VALUE)
    values = pd.DataFrame({level: reached == level for level in [*levels, NO_VALUE]}, index=respondents.index)
    found = shares(respondents, values).rename(columns={MEAN: SHARE})
    counts = values.sum().rename(N).rename_axis(LEVEL).reset_index().astype({N: int})
    estimates = found[[SHARE, LOW, HIGH]].reset_index(drop=True)
    return pd.concat([counts.assign(**{POPULATION: len(respondents)}), estimates], axis=1)
