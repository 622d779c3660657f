"""Means and shares of all municipalities from those that took part, and how sure they are.

Within a stratum, those who took part stand for those who did not: they count as a simple random sample without
replacement from a finite population. Domains and ratios are linearised (Taylor). Sources: Särndal, Swensson and
Wretman (1992), Model Assisted Survey Sampling, ch. 3, 5, 10; Lumley (2010), Complex Surveys, whose R package `survey`
agrees with every figure.
"""

from dataclasses import dataclass
from math import exp, isnan, log, nan, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """An estimate with its standard error and confidence interval, all in the unit of the value.

    n: municipalities that the estimate is made of. population: those it speaks of; estimated within a domain.
    df: degrees of freedom of the t distribution. se, low and high are nan where they cannot be known.
    """

    mean: float
    se: float
    low: float
    high: float
    n: int
    population: float
    df: int


def estimate_mean(
    sample: pd.DataFrame,
    *,
    value: str,
    stratum: str,
    population: "pd.Series[int]",
    weight: str | None = None,
    domain: str | None = None,
    level: float = 0.95,
) -> Estimate:
    """The mean per municipality or, with `weight`, per unit of a size such as inhabitants (a ratio estimator).

    sample: one row per respondent. value, stratum: its columns; a missing value is one outside of the domain.
    population: stratum → number of its municipalities, respondents among them. weight: a column of sizes, 0 or more.
    domain: a boolean column, for a subpopulation that cuts across strata. level: of the confidence interval.

    A stratum that answered completely adds no variance. One respondent for several municipalities tells nothing of
    their spread: se, low and high are nan then. Without anybody in the domain everything but n is nan.
    Raises ValueError for a stratum without respondents (collapse it with a neighbour first), for more respondents than
    municipalities, for negative sizes and for anything that is no number.
    """
    design = _design(sample, stratum, population)
    values = _numbers(sample, value)
    sizes = _numbers(sample, weight) if weight else np.ones(len(sample))
    if (sizes < 0).any():
        raise ValueError(f"{weight}: sizes are 0 or more")
    inside = _inside(sample, domain)
    used = inside & ~np.isnan(values) & ~np.isnan(sizes)
    of = float(design.weights[inside].sum()) if domain else float(population.sum())
    total = float((design.weights * sizes)[used].sum())
    if not total:
        return Estimate(nan, nan, nan, nan, 0, of, 0)
    mean = float((design.weights * sizes * values)[used].sum()) / total
    residuals = np.where(used, sizes * (values - mean) / total, 0.0)
    se, df = sqrt(design.variance_of_total(residuals)), design.degrees_of_freedom(used)
    margin = se * _t(level, df) if se else 0.0
    return Estimate(mean, se, mean - margin, mean + margin, int(used.sum()), of, df)


def estimate_share(
    sample: pd.DataFrame,
    *,
    value: str,
    stratum: str,
    population: "pd.Series[int]",
    domain: str | None = None,
    level: float = 0.95,
) -> Estimate:
    """The share of municipalities for which `value` (true or false, 1 or 0) holds; a fraction of 1.

    The interval is built on the logit scale with t and stays within 0…1. Where all or none of the respondents agree,
    the logit is infinite: unless everybody was asked, the limit is then the exact one of Clopper and Pearson, without
    the finite population correction, hence rather too wide. Parameters, nan and errors: as `estimate_mean`.

    Source: Korn and Graubard (1998), Confidence intervals for proportions …, Survey Methodology 24, 193–201.
    """
    values = _numbers(sample, value)
    if not np.isin(values[~np.isnan(values)], (0, 1)).all():
        raise ValueError(f"{value}: a share needs true or false")
    found = estimate_mean(sample, value=value, stratum=stratum, population=population, domain=domain, level=level)
    low, high = _logit_interval(found, level) if 0 < found.mean < 1 else _one_sided(found, level)
    return Estimate(found.mean, found.se, low, high, found.n, found.population, found.df)


def _logit_interval(share: Estimate, level: float) -> tuple[float, float]:
    p = share.mean
    if not share.se:
        return p, p
    centre, margin = log(p / (1 - p)), _t(level, share.df) * share.se / (p * (1 - p))
    return _expit(centre - margin), _expit(centre + margin)


def _expit(x: float) -> float:
    return 1 / (1 + exp(-x))


def _one_sided(share: Estimate, level: float) -> tuple[float, float]:
    p, n = share.mean, share.n
    if isnan(p) or n >= share.population:
        return p, p
    reach = float(stats.beta.ppf((1 + level) / 2, 1, n))  # the largest share that shows none among n
    return (0.0, reach) if p == 0 else (1 - reach, 1.0)


def _t(level: float, df: int) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level: {level} is not between 0 and 1")
    return float(stats.t.ppf((1 + level) / 2, df)) if df > 0 else nan


@dataclass(frozen=True)
class _Design:
    """Per row of the sample: its stratum, counted from 0, and its weight N_h / n_h; per stratum N_h and n_h."""

    strata: NDArray[np.intp]
    weights: Floats
    municipalities: Floats
    respondents: Floats

    def variance_of_total(self, residuals: Floats) -> float:
        """Of the weighted sum: Σ N_h² (1 − n_h/N_h) s_h²/n_h."""
        n, of = self.respondents, self.municipalities
        means = np.bincount(self.strata, residuals, len(n)) / n
        squares = np.bincount(self.strata, (residuals - means[self.strata]) ** 2, len(n))
        spread = np.divide(squares, n - 1, out=np.full(len(n), nan), where=n > 1)
        return float(np.where(n == of, 0.0, of**2 * (1 - n / of) * spread / n).sum())

    def degrees_of_freedom(self, used: NDArray[np.bool_]) -> int:
        """Respondents less strata, of the strata in which any row is used."""
        return int((self.respondents[np.unique(self.strata[used])] - 1).sum())


def _design(sample: pd.DataFrame, stratum: str, population: "pd.Series[int]") -> _Design:
    if not population.index.is_unique:
        raise ValueError("population: a stratum stands twice")
    municipalities = population[population > 0].astype(float)
    strata = municipalities.index.get_indexer(pd.Index(sample[stratum]))
    if (strata < 0).any():
        raise ValueError(f"{stratum}: {sample[stratum].iloc[int(np.argmin(strata))]!r} is no stratum of the population")
    respondents = np.bincount(strata, minlength=len(municipalities)).astype(float)
    for name, of, n in zip(municipalities.index, municipalities, respondents, strict=True):
        if not 0 < n <= of:
            raise ValueError(f"stratum {name!r}: {n:.0f} respondents of {of:.0f} municipalities")
    of_all = np.asarray(municipalities, dtype=np.float64)
    return _Design(strata, (of_all / respondents)[strata], of_all, respondents)


def _numbers(sample: pd.DataFrame, column: str) -> Floats:
    try:
        return np.asarray(sample[column].astype("Float64").to_numpy(na_value=nan), dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{column}: not all of it are numbers") from error


def _inside(sample: pd.DataFrame, domain: str | None) -> NDArray[np.bool_]:
    return sample[domain].fillna(False).to_numpy(dtype=bool) if domain else np.ones(len(sample), dtype=bool)
