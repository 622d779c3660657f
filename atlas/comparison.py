"""One municipality beside the means of its district, its size class and the region. Pure: frames in, frames out."""

from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.columns import DISTRICT_AGS, MEAN, PARTICIPATED, SECTION, SIZE_CLASS, N
from atlas.estimates import means_by
from survey.questionnaire.numbers import half_up

MEASURE = "measure"
OWN = "own"
DISTRICT_MEAN = "district_mean"
DISTRICT_N = "district_n"
SIZE_MEAN = "size_mean"
SIZE_N = "size_n"
REGION_MEAN = "region_mean"
REGION_N = "region_n"

IS_OF_SIZE = "is_of_size"
DIFFERENCE = "difference"


def size_class_means(standing: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """Estimated mean of each measure per size class, for `disclosure`: one row per size class and measure.

    Needs: `size_class`, `participated`, `columns.STRATA` and the columns named by `measures` (scores 0…100). Gives:
    `district_ags` (empty: the whole region), `size_class`, `section` (the measure), `n`, `mean` (NaN where n = 0).

        district_ags size_class section   n   mean
                         0-4999     STR  41  38.20
    """
    classes = list(standing[SIZE_CLASS].cat.categories)
    found = means_by(standing[standing[PARTICIPATED]], measures, SIZE_CLASS, groups=classes)[[N, MEAN]]
    return found.rename_axis([SIZE_CLASS, SECTION]).reset_index().assign(**{DISTRICT_AGS: ""})


def beside_means(own: "pd.Series[float]", means: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """One row per measure (such as a section code), in the order given.

    own: the municipality's scores by measure (0…100, NaN without a value), its `district_ags` and `size_class`. means:
    as released by `disclosure`, hidden ones NaN: `district_ags` (empty: the region), `size_class` (empty: all),
    `section`, `n`, `mean`. Gives: `measure`, `own`, `district_mean`, `district_n`, `size_mean`, `size_n`,
    `region_mean`, `region_n`. Raises KeyError for a measure, a district or a size class without means.

        measure    own  district_mean  district_n  size_mean  size_n  region_mean  region_n
            STR  26.78          40.12          21      38.20      41        43.50       141
    """
    found = means.astype({SIZE_CLASS: object}).set_index([DISTRICT_AGS, SIZE_CLASS, SECTION])[[MEAN, N]]
    cells = {
        (DISTRICT_MEAN, DISTRICT_N): (own[DISTRICT_AGS], ""),
        (SIZE_MEAN, SIZE_N): ("", own[SIZE_CLASS]),
        (REGION_MEAN, REGION_N): ("", ""),
    }
    columns = {MEASURE: list(measures), OWN: own[list(measures)].to_numpy(dtype=float)}
    for (mean, n), cell in cells.items():
        rows = found.loc[[(*cell, measure) for measure in measures]]
        columns |= {mean: rows[MEAN].to_numpy(), n: rows[N].to_numpy()}
    return pd.DataFrame(columns)


def standing_out(comparison: pd.DataFrame, ranges: Mapping[str, tuple[float, float]]) -> pd.DataFrame:
    """The measures that differ from the mean of the size class, if it is published, else of the region.

    Where none lies above the size class, those above the region are given, and likewise below: a large town in a
    class of its own kind has strengths, too. No measure is told twice.

    comparison: as from `beside_means`. ranges: measure → where the own score would lie if everything left open were
    worst, or best (METHOD §3); a difference that is not larger than this range is none. Numbers are compared as they
    are printed. Gives: `measure`, `own`, `mean`, `is_of_size` (false: it is the region's), `difference` (own − mean,
    in points), from the highest to the lowest; ties in the order given.

        measure   own  mean  is_of_size  difference
            STR  56.2  43.9        True        12.3
    """
    is_of_size = comparison[SIZE_MEAN].notna()
    first = _differing(comparison, comparison[SIZE_MEAN].where(is_of_size, comparison[REGION_MEAN]), is_of_size, ranges)
    region = _differing(comparison, comparison[REGION_MEAN], is_of_size & False, ranges)
    region = region[~region[MEASURE].isin(first[MEASURE])]
    told = [_on_side(first, side) if len(_on_side(first, side)) else _on_side(region, side) for side in (1, -1)]
    found = pd.concat(told).sort_index()
    return found.sort_values(DIFFERENCE, ascending=False, kind="stable").reset_index(drop=True)


def _on_side(found: pd.DataFrame, side: int) -> pd.DataFrame:
    """1: above the mean, -1: below it."""
    return found[found[DIFFERENCE] * side > 0]


def _differing(
    comparison: pd.DataFrame, means: "pd.Series[float]", is_of_size: "pd.Series[bool]", ranges: Mapping
) -> pd.DataFrame:
    found = comparison[[MEASURE]].copy()
    found[OWN], found[MEAN], found[IS_OF_SIZE] = _printed(comparison[OWN]), _printed(means), is_of_size
    found[DIFFERENCE] = _printed(found[OWN] - found[MEAN])
    widths = pd.Series([ranges[measure][1] - ranges[measure][0] for measure in found[MEASURE]], index=found.index)
    return found[found[DIFFERENCE].abs() > _printed(widths)]


def _printed(values: "pd.Series[float]") -> "pd.Series[float]":
    return values.map(lambda value: half_up(value) if value == value else value).astype(float)
