"""Means and shares of all municipalities from those that took part, and how sure they are.

Within a stratum, those who took part stand for those who did not: they count as a simple random sample without
replacement from a finite population. Domains and ratios are linearised (Taylor). Sources: Särndal, Swensson and
Wretman (1992), Model Assisted Survey Sampling, ch. 3, 5, 10; Lumley (2010), Complex Surveys, whose R package `survey`
agrees with every figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, isnan, log, nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from atlas.columns import DF, HIGH, LOW, MEAN, POPULATION, SE, N
from atlas.design import Design
from atlas.groups import Codes, Floats, groups_of, sums

FIELDS = (MEAN, SE, LOW, HIGH, N, POPULATION, DF)  # of an Estimate
OUTSIDE = -1  # the group of a row that belongs to none


@dataclass(frozen=True)
class Estimate:
    """An estimate with its standard error and confidence interval, all in the unit of the value.

    n: municipalities that the estimate is made of. population: those it speaks of; estimated within a domain.
    df: degrees of freedom of the t distribution, not always whole. se, low and high are nan where they cannot be known.
    """

    mean: float
    se: float
    low: float
    high: float
    n: int
    population: float
    df: float


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

    A stratum that answered completely adds no variance. One respondent for several municipalities, in a stratum or
    in the domain, tells nothing of their spread: se, low and high are nan then. Without anybody in the domain
    everything but n is nan.
    Raises ValueError for a stratum without respondents (collapse it with a neighbour first), for more respondents than
    municipalities, for negative sizes and for anything that is no number.
    """
    design = Design.of_sample(sample, stratum, population)
    groups = np.zeros(len(sample), dtype=np.intp)
    if domain:
        groups[~sample[domain].fillna(False).to_numpy(dtype=bool)] = OUTSIDE
    found = _estimates(_means(design, _numbers(sample, value), _sizes(sample, weight), groups, 1, level))[0]
    return found if domain else replace(found, population=float(population.sum()))


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
    return _as_share(found, level)


def means_by(
    respondents: pd.DataFrame,
    values: Sequence[str],
    by: str | None = None,
    *,
    groups: Sequence[str] | None = None,
    weight: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """`estimate_mean` of every column of `values` for every value of the column `by`, or for all rows, in one go.

    respondents: one row each, all of them or a selection, with the columns of `strata.with_strata`, which say how many
    took part in their stratum beside them. groups: the values of `by` in the order wanted, those without respondents
    too; else all that respondents have. Gives the fields of `Estimate` as columns, indexed by group ("" for all) and
    value.

    df are the effective ones (Satterthwaite; Cochran 1977, Sampling Techniques, 5.4): with small and complete strata,
    respondents less strata promise too much. `make simulation` shows it: with them the interval covers less than 95 %.
    """
    design, sizes = Design.of_respondents(respondents), _sizes(respondents, weight)
    names, codes = groups_of(respondents, by, groups)
    found = [_means(design, _numbers(respondents, value), sizes, codes, len(names), level) for value in values]
    index = pd.MultiIndex.from_product([names, list(values)])
    return _frame({name: np.column_stack([means[name] for means in found]).ravel() for name in FIELDS}, index)


def shares(respondents: pd.DataFrame, values: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """`estimate_share` of every column of `values` (true or false, same rows): one row per column, as `means_by`."""
    design, everybody = Design.of_respondents(respondents), np.zeros(len(respondents), np.intp)
    ones = np.ones(len(respondents))
    names = [str(name) for name in values.columns]
    found = [_means(design, _numbers(values, name), ones, everybody, 1, level) for name in names]
    all_shares = [_as_share(_estimates(means)[0], level) for means in found]
    return _frame({name: [getattr(share, name) for share in all_shares] for name in FIELDS}, pd.Index(names))


def _frame(columns: Mapping[str, Sequence[float] | Floats], index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(dict(columns), index=index).astype({N: int})


def _as_share(found: Estimate, level: float) -> Estimate:
    low, high = _logit_interval(found, level) if 0 < found.mean < 1 else _one_sided(found, level)
    return replace(found, low=low, high=high)


def _logit_interval(share: Estimate, level: float) -> tuple[float, float]:
    p = share.mean
    if not share.se:
        return p, p
    centre, margin = log(p / (1 - p)), float(_t(level, share.df)) * share.se / (p * (1 - p))
    return _expit(centre - margin), _expit(centre + margin)


def _expit(x: float) -> float:
    return 1 / (1 + exp(-x))


def _one_sided(share: Estimate, level: float) -> tuple[float, float]:
    p, n = share.mean, share.n
    if isnan(p) or n >= share.population:
        return p, p
    reach = float(stats.beta.ppf((1 + level) / 2, 1, n))  # the largest share that shows none among n
    return (0.0, reach) if p == 0 else (1 - reach, 1.0)


def _t(level: float, df: Floats | float) -> Floats:
    if not 0 < level < 1:
        raise ValueError(f"level: {level} is not between 0 and 1")
    known = np.asarray(df) > 0
    return np.where(known, stats.t.ppf((1 + level) / 2, np.where(known, df, 1)), nan)


def _means(design: Design, values: Floats, sizes: Floats, groups: Codes, count: int, level: float) -> dict[str, Floats]:
    """The fields of `Estimate` for the groups 0…count − 1; the population of each is estimated."""
    inside = groups != OUTSIDE
    used = inside & ~np.isnan(values) & ~np.isnan(sizes)

    def per_group(numbers: Floats, rows: NDArray[np.bool_]) -> Floats:
        return sums(groups[rows], numbers[rows], count)

    weights = design.weights
    totals = per_group(weights * sizes, used)
    known = totals > 0
    safe = np.where(known, totals, 1.0)
    means = per_group(weights * sizes * np.where(used, values, 0.0), used) / safe
    residuals = np.where(used, sizes * (values - means[groups]) / safe[groups], 0.0)
    variances, df = design.variances(residuals, used, groups, count)
    n = per_group(np.ones(len(values)), used)
    is_one_for_several = (n == 1) & (per_group(weights, used) > 1)
    means = np.where(known, means, nan)
    se = np.where(known & ~is_one_for_several, np.sqrt(variances), nan)
    margins = np.where(se == 0, 0.0, _t(level, df) * se)
    return {
        MEAN: means,
        SE: se,
        LOW: means - margins,
        HIGH: means + margins,
        N: np.where(known, n, 0),
        POPULATION: per_group(weights, inside),
        DF: np.where(known, df, 0),
    }


def _estimates(means: Mapping[str, Floats]) -> list[Estimate]:
    rows = zip(*(means[name].tolist() for name in FIELDS), strict=True)
    return [replace(Estimate(*row), n=int(row[FIELDS.index(N)])) for row in rows]


def _sizes(sample: pd.DataFrame, weight: str | None) -> Floats:
    if not weight:
        return np.ones(len(sample))
    sizes = _numbers(sample, weight)
    if (sizes < 0).any():
        raise ValueError(f"{weight}: sizes are 0 or more")
    return sizes


def _numbers(sample: pd.DataFrame, column: str) -> Floats:
    if sample[column].dtype == np.float64:
        return sample[column].to_numpy()
    try:
        return np.asarray(sample[column].astype("Float64").to_numpy(na_value=nan), dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{column}: not all of it are numbers") from error
