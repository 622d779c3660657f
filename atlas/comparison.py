"""One municipality beside the means of its district and of the region. Pure: DataFrame in, DataFrame out."""

from collections.abc import Sequence

import pandas as pd

from atlas.columns import DISTRICT_AGS, MEAN, SECTION, N

MEASURE = "measure"
OWN = "own"
DISTRICT_MEAN = "district_mean"
DISTRICT_N = "district_n"
REGION_MEAN = "region_mean"
REGION_N = "region_n"


def beside_means(own: "pd.Series[float]", means: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """One row per measure (such as a section code), in the order given.

    own: the municipality's scores by measure (0…100, NaN without a value) and its `district_ags`. means: as released by
    `disclosure`, hidden ones NaN; rows of all size classes with `district_ags` (empty: the region), `section`, `n`,
    `mean`. Gives: `measure`, `own`, `district_mean`, `district_n`, `region_mean`, `region_n`. Raises KeyError for a
    measure or a district without means.

        measure    own  district_mean  district_n  region_mean  region_n
            STR  26.78          40.12          21        43.50       141
    """
    found = means.set_index([DISTRICT_AGS, SECTION])[[MEAN, N]]
    district, region = (found.loc[[(ags, measure) for measure in measures]] for ags in (own[DISTRICT_AGS], ""))
    columns = {
        MEASURE: list(measures),
        OWN: own[list(measures)].to_numpy(dtype=float),
        DISTRICT_MEAN: district[MEAN].to_numpy(),
        DISTRICT_N: district[N].to_numpy(),
        REGION_MEAN: region[MEAN].to_numpy(),
        REGION_N: region[N].to_numpy(),
    }
    return pd.DataFrame(columns)
