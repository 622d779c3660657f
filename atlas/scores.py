"""Means of scores by district and the distribution of levels. Pure: DataFrame in, DataFrame out.

Means are of unrounded scores; rounding is for print. A municipality without a value takes no part in a mean and is
never counted as zero.
"""

from collections.abc import Sequence

import pandas as pd

from atlas.columns import (
    DISTRICT,
    DISTRICT_AGS,
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
    REGION,
    SECTION,
    SHARE,
    N,
)

LONG = [DISTRICT_AGS, DISTRICT, SECTION, N, POPULATION, MEAN]


def by_district(standing: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Mean of each measure per district and for the region: one row per district and measure.

    Needs: `district_ags`, `district` and the columns named by `measures` (section codes, `index`, `sovereignty`;
    scores 0…100). Gives: `district_ags` (text, empty for the region), `district`, `section` (the measure), `n`
    (municipalities with a value), `population` (municipalities in the district), `mean` (NaN where n = 0). Ordered
    by district, the region last, measures in the order given.

        district_ags   district section   n  population   mean
               08115  Böblingen   index  21          26  48.21
               08117  Göppingen   index   0          38    NaN
                         Region   index  21          64  48.21
    """
    plain = standing.astype({DISTRICT: object})
    scores = plain.melt([DISTRICT_AGS, DISTRICT], list(measures), var_name=SECTION, value_name=MEAN)
    scores = scores.assign(**{SECTION: pd.Categorical(scores[SECTION], list(measures), ordered=True)})
    districts = _means(scores, [DISTRICT_AGS, DISTRICT, SECTION])
    region = _means(scores, [SECTION]).assign(**{DISTRICT_AGS: "", DISTRICT: REGION})
    means = pd.concat([districts, region], ignore_index=True)[LONG] if len(scores) else districts[LONG]
    return means.astype({SECTION: object})


def _means(scores: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    # every municipality has a row for every measure, so the groups that exist are exactly the groups observed
    groups = scores.groupby(by, observed=True)[MEAN]
    return groups.agg(n="count", population="size", mean="mean").reset_index()


def index_by_district(standing: pd.DataFrame) -> pd.DataFrame:
    """Mean index per district and region with its range: `by_district` for the index plus `low` and `high`.

    The range is the mean of the municipalities' own ranges (every missing item as 0, or as full score), over the
    same municipalities as the mean, so low ≤ mean ≤ high.
    """
    has_index = standing[INDEX].notna()
    ranges = standing.assign(
        **{LOW: standing[INDEX_LOW].where(has_index), HIGH: standing[INDEX_HIGH].where(has_index)}
    ).pipe(by_district, [INDEX, LOW, HIGH])
    wide = ranges.pivot(index=DISTRICT_AGS, columns=SECTION, values=MEAN).reindex(columns=[LOW, HIGH])
    index = ranges[ranges[SECTION] == INDEX].reset_index(drop=True)
    return index.assign(**{bound: index[DISTRICT_AGS].map(wide[bound]) for bound in (LOW, HIGH)})


def level_counts(standing: pd.DataFrame, levels: Sequence[str]) -> pd.DataFrame:
    """How many returns reach each level: one row per level in the order given, then one for `no_value`.

    Needs: `participated`, `level`. Gives: `level`, `n`, `population` (all returns), `share` (0…1, NaN without any
    return). Municipalities without a return are not counted; `no_value` are returns with too little for an index.

           level   n  population  share
              L1   9         141  0.064
        no_value   2         141  0.014
    """
    returned = standing.loc[standing[PARTICIPATED], LEVEL].astype(object)
    filled = returned.where(returned.notna(), NO_VALUE)
    counts = filled.value_counts().reindex([*levels, NO_VALUE], fill_value=0)
    frame = counts.rename_axis(LEVEL).rename(N).reset_index().assign(**{POPULATION: len(returned)})
    return frame.assign(**{SHARE: frame[N] / len(returned) if len(returned) else float("nan")})
