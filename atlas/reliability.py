"""How well the items of a section belong together, and how much the weights of the sections matter (METHOD §7, §17).

Pure: DataFrame in, DataFrame out. `items` has one row per municipality that handed in and one column per scored
question: item scores 0…1, NaN where the item is missing or does not apply.
"""

from collections.abc import Collection, Mapping, Sequence
from math import nan
from statistics import variance

import numpy as np
import pandas as pd
from scipy import stats

from atlas.columns import HIGH, LOW, MEAN, QUESTION, SECTION, N

MIN_ANSWERED = 0.8  # an item counts if so many have it; METHOD §7
MIN_ITEMS, MIN_CASES = 3, 30  # alpha is reported from here on

USUAL_ALPHA = 0.7  # the usual convention; the sections are formative, so it is no test

K = "k"
ALPHA = "alpha"
WITHOUT_IMPLIED = "alpha_without_implied"
RARE = "dropped_rare"
CONSTANT = "dropped_constant"
ITEM_REST = "item_rest"

EQUAL_MEAN = "mean_equal"
RANK = "rank"
EQUAL_RANK = "rank_equal"
BEST_RANK = "rank_best"
WORST_RANK = "rank_worst"
SAME_RANK = "same_rank_share"


def cronbach_alpha(rows: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha over complete cases.

    rows: one per case, item scores 0…1 in the same order of items, no gaps. Unweighted; sample variances (n − 1).
    Items that do not vary among the cases are dropped first, as they say nothing about belonging together.
    Returns a number of at most 1 (negative values are possible and stand), or None where it is undefined: fewer than
    two cases, fewer than two items that vary, or a sum that does not vary. Whether k and n suffice for print
    (METHOD §7) is for the caller to decide. Source: Cronbach (1951), Psychometrika 16, 297–334.
    """
    varying = [column for column in zip(*rows, strict=True) if len(set(column)) > 1]
    k = len(varying)
    if k < 2:
        return None
    total = variance([sum(case) for case in zip(*varying, strict=True)])
    return k / (k - 1) * (1 - sum(variance(column) for column in varying) / total) if total else None


def alpha_interval(alpha: float, k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The confidence interval of an alpha of k items and n cases. Source: Feldt (1965), Psychometrika 30, 357–370."""
    f = stats.f((n - 1), (n - 1) * (k - 1))
    return 1 - (1 - alpha) * float(f.ppf((1 + level) / 2)), 1 - (1 - alpha) * float(f.ppf((1 - level) / 2))


def section_reliability(
    items: pd.DataFrame,
    sections: Mapping[str, Sequence[str]],
    implied: Collection[str] = (),
    *,
    min_items: int = MIN_ITEMS,
    min_cases: int = MIN_CASES,
) -> pd.DataFrame:
    """Alpha of each section: one row each, in the order given.

    sections: code → its items. implied: items that are 0 by construction when their parent is, which pushes alpha up.
    Gives: `section`, `k` (items), `n` (complete cases), `alpha`, `low`, `high` (95 %), `alpha_without_implied` (alpha
    where none is implied), `dropped_rare` (items that less than 80 % have) and `dropped_constant` (items without
    variance), codes joined by spaces. NaN where k or n are too small for print or alpha is undefined.
    """
    rows = []
    for section, codes in sections.items():
        cases, rare, constant = _cases(items, codes)
        alpha = _alpha(cases, min_items, min_cases)
        low, high = alpha_interval(alpha, cases.shape[1], len(cases)) if alpha == alpha else (nan, nan)
        strict, _rare, _constant = _cases(items, [code for code in codes if code not in implied])
        rows.append(
            {
                SECTION: section,
                K: cases.shape[1],
                N: len(cases),
                ALPHA: alpha,
                LOW: low,
                HIGH: high,
                WITHOUT_IMPLIED: _alpha(strict, min_items, min_cases),
                RARE: " ".join(rare),
                CONSTANT: " ".join(constant),
            }
        )
    return pd.DataFrame(rows, columns=[SECTION, K, N, ALPHA, LOW, HIGH, WITHOUT_IMPLIED, RARE, CONSTANT])


def item_rest_correlations(items: pd.DataFrame, sections: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """How each item goes with the sum of the others of its section, over the cases of its alpha.

    Gives: `section`, `question`, `n` (complete cases), `item_rest` (Pearson's r, NaN where either does not vary or the
    item is not among those of alpha); one row per item.
    """
    rows = []
    for section, codes in sections.items():
        cases, _rare, _constant = _cases(items, codes)
        total = cases.sum(axis=1)
        for code in codes:
            is_kept = code in cases
            rest = _correlation(cases[code], total - cases[code]) if is_kept else nan
            rows.append({SECTION: section, QUESTION: code, N: len(cases) if is_kept else 0, ITEM_REST: rest})
    return pd.DataFrame(rows, columns=[SECTION, QUESTION, N, ITEM_REST])


def _cases(items: pd.DataFrame, codes: Sequence[str]) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Complete cases of the items that count; the codes of those that too few have; of those that do not vary."""
    rare = [code for code in codes if not len(items) or items[code].notna().mean() < MIN_ANSWERED]
    cases = items[[code for code in codes if code not in rare]].dropna()
    constant = [code for code in cases if cases[code].nunique() < 2]
    return cases.drop(columns=constant), rare, [str(code) for code in constant]


def _alpha(cases: pd.DataFrame, min_items: int, min_cases: int) -> float:
    if cases.shape[1] < min_items or len(cases) < min_cases:
        return nan
    alpha = cronbach_alpha(cases.to_numpy().tolist())
    return nan if alpha is None else alpha


def _correlation(one: "pd.Series[float]", other: "pd.Series[float]") -> float:
    # differences of sums leave noise in the last digit, which must not pass for variation
    if len(one) < 2 or np.ptp(one) < 1e-9 or np.ptp(other) < 1e-9:
        return nan
    return float(np.corrcoef(one, other)[0, 1])


def weight_sensitivity(
    scores: pd.DataFrame,
    groups: "pd.Series[str]",
    weights: "pd.Series[float]",
    *,
    respondent_weights: "pd.Series[float]",
    draws: int = 1000,
    seed: int = 2026,
) -> tuple[pd.DataFrame, dict[str, float]]:
    """How far the order of the groups depends on the weights of the sections.

    scores: rows of the municipalities that have an index, one column per section (0…100, NaN without a value). groups:
    the group of each; respondent_weights: how many municipalities each stands for. Every draw weighs the sections by
    chance, all weightings being equally likely (Dirichlet). The same municipalities are compared in all of them.

    Gives one row per group, highest first: `district` (the group), `mean`, `mean_equal` (equal weights), `low`, `high`
    (central 95 % of the draws), `rank`, `rank_equal`, `rank_best`, `rank_worst` (central 95 %), `same_rank_share`; and
    how well the order of the municipalities agrees with the one under the given weights (Spearman's ρ): `equal`,
    `median` and `lowest` (5 % of the draws are below).

    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7.
    """
    names, codes = np.unique(groups.astype(str), return_inverse=True)
    rng = np.random.default_rng(seed)
    drawn = rng.dirichlet(np.ones(scores.shape[1]), draws)
    given = weights[scores.columns].to_numpy(float)
    known, values = scores.notna().to_numpy(float), scores.fillna(0.0).to_numpy(float)
    importance = respondent_weights.to_numpy(float)

    def indices(section_weights: np.ndarray) -> np.ndarray:
        return (values @ section_weights) / (known @ section_weights)

    def means(index: np.ndarray) -> np.ndarray:
        return np.bincount(codes, importance * index, len(names)) / np.bincount(codes, importance, len(names))

    own, equal = indices(given), indices(np.ones(len(given)))
    order = stats.rankdata(own)
    group_means = np.empty((draws, len(names)))
    agreement = np.empty(draws)
    for draw, section_weights in enumerate(drawn):
        index = indices(section_weights)
        group_means[draw] = means(index)
        agreement[draw] = _spearman(order, index)
    ranks = stats.rankdata(-group_means, method="min", axis=1)
    own_ranks = stats.rankdata(-means(own), method="min")
    frame = pd.DataFrame(
        {
            "district": names,
            MEAN: means(own),
            EQUAL_MEAN: means(equal),
            LOW: np.quantile(group_means, 0.025, axis=0),
            HIGH: np.quantile(group_means, 0.975, axis=0),
            RANK: own_ranks.astype(int),
            EQUAL_RANK: stats.rankdata(-means(equal), method="min").astype(int),
            BEST_RANK: np.quantile(ranks, 0.025, axis=0, method="lower").astype(int),
            WORST_RANK: np.quantile(ranks, 0.975, axis=0, method="higher").astype(int),
            SAME_RANK: (ranks == own_ranks).mean(axis=0),
        }
    )
    overall = {
        "equal": _spearman(order, equal),
        "median": float(np.median(agreement)),
        "lowest": float(np.quantile(agreement, 0.05)),
    }
    return frame.sort_values(RANK, kind="stable").reset_index(drop=True), overall


def _spearman(ranks: np.ndarray, values: np.ndarray) -> float:
    other = stats.rankdata(values)
    if len(ranks) < 2 or np.ptp(ranks) == 0 or np.ptp(other) == 0:
        return nan
    return float(np.corrcoef(ranks, other)[0, 1])
