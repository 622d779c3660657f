"""How scores spread over municipalities, and how they go with size. Pure: DataFrame in, DataFrame out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from atlas.columns import (
    HIGH,
    HIGHEST,
    INDEX,
    INDEX_HIGH,
    INDEX_LOW,
    LOW,
    LOWEST,
    MEAN,
    MEDIAN,
    POPULATION,
    Q1,
    Q3,
    SECTION,
    N,
)

ABOVE = "above"  # municipalities that are surely further
BELOW = "below"
OPEN = "open"  # those of which it cannot be told


def quartiles(standing: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """One row per measure, in the order given, over the municipalities that have it.

    Gives: `section` (the measure), `n`, `lowest`, `q1`, `median`, `q3`, `highest` (unit of the measure, NaN where
    n = 0). Quartiles are those of R's type 7, linear between two values.

        section    n  lowest    q1  median    q3  highest
            STR  139     0.0  28.1    42.9  57.0     96.4
    """
    rows = []
    for measure in measures:
        values = standing[measure].dropna()
        five = values.quantile([0, 0.25, 0.5, 0.75, 1]).tolist() if len(values) else [nan] * 5
        rows.append([measure, len(values), *five])
    return pd.DataFrame(rows, columns=[SECTION, N, LOWEST, Q1, MEDIAN, Q3, HIGHEST])


@dataclass(frozen=True)
class SizeEffect:
    """A straight line of a score over log₁₀ of the inhabitants.

    n: municipalities; per_tenfold: points that ten times as many inhabitants go with; low, high: its 95 % interval;
    explained: R², the share of the spread that goes with size (0…1). line: `population`, `mean`, `low`, `high`: the
    line with the band in which it lies with 95 % certainty. All NaN with fewer than three values or one size.
    """

    n: int
    per_tenfold: float
    low: float
    high: float
    explained: float
    line: pd.DataFrame


def size_effect(standing: pd.DataFrame, value: str, *, level: float = 0.95, points: int = 30) -> SizeEffect:
    """Least squares over those with a value (needs `population`); source: Draper and Smith (1998), Applied Regression
    Analysis, ch. 1 and 3.
    """
    known = standing[standing[value].notna()]
    columns = [POPULATION, MEAN, LOW, HIGH]
    if len(known) < 3 or known[POPULATION].nunique() < 2:
        return SizeEffect(len(known), nan, nan, nan, nan, pd.DataFrame(columns=columns, dtype=float))
    x, y = np.log10(known[POPULATION].to_numpy(float)), known[value].to_numpy(float)
    fit = stats.linregress(x, y)
    t = float(stats.t.ppf((1 + level) / 2, len(x) - 2))
    places = np.linspace(x.min(), x.max(), points)
    centre = fit.intercept + fit.slope * places
    margin = t * _line_errors(x, y - fit.intercept - fit.slope * x, places)
    line = pd.DataFrame(
        {POPULATION: 10**places, MEAN: centre, LOW: centre - margin, HIGH: centre + margin}, columns=columns
    )
    reach = t * float(fit.stderr)
    return SizeEffect(len(x), float(fit.slope), fit.slope - reach, fit.slope + reach, float(fit.rvalue**2), line)


def _line_errors(
    x: NDArray[np.float64], residuals: NDArray[np.float64], places: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The standard error of the line at each place."""
    variance = float(residuals @ residuals) / (len(x) - 2)
    distances = (places - x.mean()) ** 2 / float(((x - x.mean()) ** 2).sum())
    return np.asarray(np.sqrt(variance * (1 / len(x) + distances)))


def certain_order(standing: pd.DataFrame) -> pd.DataFrame:
    """What can be said of the order of municipalities: one is further than another only if their ranges are apart.

    Needs `index`, `index_low`, `index_high`. Gives, for those with an index, index and order of `standing`: `above` and
    `below` (municipalities whose whole range lies above or below the own one) and `open` (all others but itself).
    """
    known = standing[standing[INDEX].notna()]
    lows, highs = np.sort(known[INDEX_LOW].to_numpy()), np.sort(known[INDEX_HIGH].to_numpy())
    above = len(known) - np.searchsorted(lows, known[INDEX_HIGH].to_numpy(), side="right")
    below = np.searchsorted(highs, known[INDEX_LOW].to_numpy(), side="left")
    columns = {ABOVE: above, BELOW: below, OPEN: len(known) - 1 - above - below}
    return pd.DataFrame(columns, index=known.index)
