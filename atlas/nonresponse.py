"""Who did not answer, and what that may mean for the figures. Pure: DataFrame in, DataFrame out.

Everything here uses what is known of all municipalities, and the answers of those that gave them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10, nan, sqrt

import numpy as np
import pandas as pd
from scipy import stats

from atlas.columns import (
    AGS,
    AREA,
    DISTRICT,
    FIRST_SUBMITTED_AT,
    KIND,
    PARTICIPATED,
    POPULATION,
    SIZE_CLASS,
    STRATUM,
    STRATUM_POPULATION,
    STRATUM_RESPONDENTS,
)

VARIABLE = "variable"
CATEGORY = "category"
RESPONDENTS = "respondents"
SILENT = "silent"
DIFFERENCE = "difference"
DENSITY = "density"
EARLIER_INDEX = "earlier_index"

NOTABLE = 0.2  # of a standardised difference: small by Cohen's convention, balance is in doubt from there on

SE_NOW = "se_now"
SE_THEN = "se_then"
GAIN = "gain"


def compare(standing: pd.DataFrame, earlier_index: "pd.Series[float] | None" = None) -> pd.DataFrame:
    """Respondents against silent ones on everything known of all: one row per number and per category.

    earlier_index: `ags` → index of the wave before, where there is one. Gives: `variable`, `category` (empty for a
    number), `respondents` and `silent` (mean, or share 0…1), `difference`: standardised, (respondents − silent) over
    √((s₁² + s₂²)/2), NaN where one side has fewer than two or nothing varies. Population and density are compared as
    powers of ten, because a few large towns would hide all others.

           variable   category  respondents  silent  difference
         population                    3.98    3.74        0.63
           district  Böblingen         0.15    0.13        0.06

    Source: Austin (2009), Statistics in Medicine 28, 3083–3107.
    """
    answered = standing[PARTICIPATED]
    rows = [
        {VARIABLE: variable, CATEGORY: category, **_compared(values[answered].dropna(), values[~answered].dropna())}
        for variable, category, values in _known_of_all(standing, earlier_index)
    ]
    return pd.DataFrame(rows, columns=[VARIABLE, CATEGORY, RESPONDENTS, SILENT, DIFFERENCE])


def _known_of_all(
    standing: pd.DataFrame, earlier_index: "pd.Series[float] | None"
) -> Iterator[tuple[str, str, "pd.Series[float]"]]:
    yield POPULATION, "", standing[POPULATION].astype(float).map(log10)
    yield AREA, "", standing[AREA].astype(float)
    yield DENSITY, "", (standing[POPULATION] / standing[AREA].astype(float)).map(log10)
    if earlier_index is not None:
        yield EARLIER_INDEX, "", standing[AGS].map(earlier_index).astype(float)
    for variable in (SIZE_CLASS, KIND, DISTRICT):
        values = standing[variable].astype("category")
        for category in values.cat.categories[values.cat.categories.isin(values)]:
            yield variable, str(category), (values == category).astype(float)


def _compared(one: "pd.Series[float]", other: "pd.Series[float]") -> dict[str, float]:
    means = {RESPONDENTS: _mean(one), SILENT: _mean(other)}
    return means | {DIFFERENCE: _standardised(one, other)}


def _mean(values: "pd.Series[float]") -> float:
    return float(values.mean()) if len(values) else nan


def _standardised(one: "pd.Series[float]", other: "pd.Series[float]") -> float:
    if min(len(one), len(other)) < 2:
        return nan
    spread = sqrt((one.var() + other.var()) / 2)
    return float((one.mean() - other.mean()) / spread) if spread else nan


@dataclass(frozen=True)
class RIndicator:
    """How much the respondents look like all, as far as the groups can tell: 1 is representative, 0 the opposite.

    value: 1 − 2·S(ρ), with the response rates ρ of the groups. adjusted: the same without the part of S(ρ) that is
    chance. mean_rate: ρ̄. Sources: Schouten, Cobben and Bethlehem (2009), Survey Methodology 35, 101–113; Shlomo,
    Skinner and Schouten (2012), Journal of Statistical Planning and Inference 142, 201–211.
    """

    value: float
    adjusted: float
    mean_rate: float

    def largest_bias(self, spread: float) -> float:
        """The most by which an unweighted mean can be off, in units of `spread`, the standard deviation of the value:
        (1 − R)·S / (2·ρ̄), as far as the groups explain who answers.
        """
        return (1 - self.adjusted) * spread / (2 * self.mean_rate) if self.mean_rate else nan


def r_indicator(standing: pd.DataFrame, by: Sequence[str]) -> RIndicator:
    """The R-indicator with the response rates of the groups by `by`; all nan without municipalities."""
    if standing.empty:
        return RIndicator(nan, nan, nan)
    groups = standing.groupby(list(by), observed=True)[PARTICIPATED]
    n, of = groups.sum().to_numpy(float), groups.size().to_numpy(float)
    total, mean = of.sum(), n.sum() / of.sum()
    rates = n / of
    variance = float((of * (rates - mean) ** 2).sum() / max(total - 1, 1))
    # a rate of one municipality has no spread of its own: that of all is taken
    chance = np.where(of > 1, rates * (1 - rates) / np.maximum(of - 1, 1), mean * (1 - mean))
    explained = max(variance - float((of * chance).sum() / total), 0.0)
    return RIndicator(1 - 2 * sqrt(variance), 1 - 2 * sqrt(explained), float(mean))


@dataclass(frozen=True)
class LateAgainstEarly:
    """Late against early respondents; `difference` is late − early with its interval, all in the unit of the value."""

    n_early: int
    n_late: int
    early: float
    late: float
    difference: float
    low: float
    high: float


def late_against_early(
    standing: pd.DataFrame, value: str, *, late_share: float = 0.25, level: float = 0.95
) -> LateAgainstEarly:
    """The last quarter of the respondents against the others: those that answer late resemble those that never do.

    By the time of the first submission; who handed in at the same time stays together. The interval is that of Welch;
    nan with fewer than two on one side. Source: Lin and Schaeffer (1995), Public Opinion Quarterly 59, 236–258.
    """
    known = standing.loc[standing[PARTICIPATED] & standing[value].notna(), [FIRST_SUBMITTED_AT, value]]
    if known.empty:
        return LateAgainstEarly(0, 0, nan, nan, nan, nan, nan)
    is_late = known[FIRST_SUBMITTED_AT] > known[FIRST_SUBMITTED_AT].quantile(1 - late_share)
    late, early = known.loc[is_late, value], known.loc[~is_late, value]
    means = _mean(early), _mean(late)
    if min(len(late), len(early)) < 2 or known[value].nunique() < 2:
        return LateAgainstEarly(len(early), len(late), *means, means[1] - means[0], nan, nan)
    interval = stats.ttest_ind(late, early, equal_var=False).confidence_interval(level)
    return LateAgainstEarly(
        len(early), len(late), *means, means[1] - means[0], float(interval.low), float(interval.high)
    )


def most_helpful(standing: pd.DataFrame, value: str) -> pd.DataFrame:
    """The strata in which one more answer helps the mean of all municipalities most.

    Needs `columns.STRATA`. Gives, for every stratum that is not complete: `stratum`, `stratum_population` (N_h),
    `stratum_respondents` (n_h), `se_now` and `se_then` (standard error of the mean of all, in the unit of the value)
    and `gain`, their difference; most helpful first. A stratum without respondents comes before all (`gain` is NaN):
    nobody speaks for it. The spread is pooled over the strata, because that of two answers is chance.
    """
    columns = [STRATUM, STRATUM_POPULATION, STRATUM_RESPONDENTS, SE_NOW, SE_THEN, GAIN]
    strata = standing[list(columns[:3])].drop_duplicates().astype({STRATUM: str}).sort_values(STRATUM)
    of, n = strata[STRATUM_POPULATION].to_numpy(float), strata[STRATUM_RESPONDENTS].to_numpy(float)
    spread = _pooled_variance(standing, value)
    now = _variances(of, n, spread)
    # whether a stratum has nobody yet or is complete already, one more has no effect that could be told
    then = now.sum() - now + _variances(of, np.minimum(n + 1, of), spread)
    se_now = np.full(len(strata), sqrt(now.sum()) / of.sum() if len(of) else nan)
    se_then = np.sqrt(then) / of.sum()
    gain = np.where(n > 0, se_now - se_then, nan)
    found = strata.assign(**{SE_NOW: se_now, SE_THEN: np.where(n > 0, se_then, nan), GAIN: gain})[of > n]
    return found.sort_values([GAIN, STRATUM], ascending=[False, True], na_position="first")[columns].reset_index(
        drop=True
    )


def _pooled_variance(standing: pd.DataFrame, value: str) -> float:
    """Of the value within strata; nan unless any stratum has two values."""
    groups = standing.loc[standing[PARTICIPATED]].groupby(STRATUM, observed=True)[value]
    counts, variances = groups.count(), groups.var()
    freedom = float((counts - 1)[counts > 1].sum())
    return float(((counts - 1) * variances)[counts > 1].sum()) / freedom if freedom else nan


def _variances(of: np.ndarray, n: np.ndarray, spread: float) -> np.ndarray:
    """The part of each stratum in the variance of the total; none of a stratum without respondents."""
    return np.where(n > 0, of**2 * (1 - n / of) * spread / np.maximum(n, 1), 0.0)
