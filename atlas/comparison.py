"""One municipality beside the means of its district and of the region. Pure: DataFrame in, DataFrame out."""

from collections.abc import Sequence

import pandas as pd

from atlas.columns import AGS, DISTRICT_AGS

MEASURE = "measure"
OWN = "own"
DISTRICT_MEAN = "district_mean"
DISTRICT_N = "district_n"
REGION_MEAN = "region_mean"
REGION_N = "region_n"


def beside_means(standing: pd.DataFrame, ags: str, measures: Sequence[str], *, min_cases: int) -> pd.DataFrame:
    """One row per measure (section code, `index`, `sovereignty`), in the order given.

    Needs: `ags`, `district_ags` and the measures (scores 0…100). Gives: `measure`, `own` (NaN without a value),
    `district_mean`, `district_n`, `region_mean`, `region_n`; a mean of fewer than `min_cases` municipalities is NaN,
    so that nobody can work out a neighbour's score (METHOD §8). Raises KeyError for an unknown `ags`.

        measure    own  district_mean  district_n  region_mean  region_n
            STR  26.78          40.12          21        43.50       141
          index  40.41          43.00          21        43.13       137
    """
    own = standing.set_index(AGS).loc[ags]
    district = standing[standing[DISTRICT_AGS] == own[DISTRICT_AGS]]
    rows = [
        {
            MEASURE: measure,
            OWN: own[measure],
            DISTRICT_MEAN: _mean(district[measure], min_cases),
            DISTRICT_N: int(district[measure].count()),
            REGION_MEAN: _mean(standing[measure], min_cases),
            REGION_N: int(standing[measure].count()),
        }
        for measure in measures
    ]
    return pd.DataFrame(rows)


def _mean(values: pd.Series, min_cases: int) -> float:
    return float(values.mean()) if values.count() >= min_cases else float("nan")
