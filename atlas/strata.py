"""Strata: who stands for whom. Pure: DataFrame in, DataFrame out.

A stratum is a Landkreis × size class. Where too few answered, size classes of the same Landkreis are collapsed: a mean
needs one respondent, its uncertainty needs two. The rule, applied until nothing changes:

1. A cell is thin if fewer than two of its municipalities answered and not all of them: who is complete stands for
   nobody else and stays, such as Stuttgart, a Landkreis of one.
2. The thin cell with the fewest inhabitants per municipality comes first. It is collapsed with the neighbouring size
   class that has fewer municipalities, so that large strata stay as they are; on a tie with the smaller one.
3. Landkreise are never collapsed. One with fewer than two respondents stays thin: without any, estimates for the region
   do not speak of it; with one, its uncertainty is unknown.

Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, ch. 15.6 (response homogeneity groups).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from atlas.columns import (
    DISTRICT,
    DISTRICT_AGS,
    PARTICIPATED,
    POPULATION,
    SIZE_CLASS,
    STRATUM,
    STRATUM_POPULATION,
    STRATUM_RESPONDENTS,
    WEIGHT,
    N,
)

MIN_RESPONDENTS = 2

CELL = [DISTRICT_AGS, SIZE_CLASS]


def cells(standing: pd.DataFrame) -> pd.DataFrame:
    """The crossing of Landkreis and size class: one row per cell with municipalities, in the order of both.

    Needs: `district_ags`, `district`, `size_class`, `participated`; the whole register, never a selection of it.
    Gives: `district_ags`, `district`, `size_class`, `population` (N of the cell), `n`, `stratum` (named after the
    Landkreis and the smallest size class in it), `stratum_population` (N_h), `stratum_respondents` (n_h), `weight`
    (N_h / n_h: how many municipalities each respondent stands for; NaN without respondents).

        district_ags   district  size_class  population  n     stratum  stratum_population  stratum_respondents  weight
               08115  Böblingen      0-4999           3  1  08115/0-4999                 9                   7    1.29
               08115  Böblingen   5000-9999           6  6  08115/0-4999                 9                   7    1.29
    """
    groups = standing.groupby([DISTRICT_AGS, SIZE_CLASS], observed=True)
    found = groups.agg(**{DISTRICT: (DISTRICT, "first"), POPULATION: (PARTICIPATED, "size"), N: (PARTICIPATED, "sum")})
    found = found.reset_index().astype({N: int})
    names = [name for _, district in found.groupby(DISTRICT_AGS, sort=False) for name in _strata_of(district)]
    found = found.assign(**{STRATUM: pd.Series(names, index=found.index, dtype=object)})
    sums = found.groupby(STRATUM)[[POPULATION, N]].transform("sum")
    found = found.assign(**{STRATUM_POPULATION: sums[POPULATION], STRATUM_RESPONDENTS: sums[N]})
    return found.assign(**{WEIGHT: (sums[POPULATION] / sums[N]).where(sums[N] > 0)})


def with_strata(standing: pd.DataFrame) -> pd.DataFrame:
    """The register with the stratum of each municipality: adds `columns.STRATA`.

    They stay true when rows are left out afterwards, so that a selection still knows its strata.
    """
    found = cells(standing)[[*CELL, STRATUM, STRATUM_POPULATION, STRATUM_RESPONDENTS]]
    found = found.astype({STRATUM: "category"})
    return standing.merge(found, on=CELL, how="left", validate="many_to_one").set_axis(standing.index)


def is_represented(standing: pd.DataFrame, by: Sequence[str] = ()) -> "pd.Series[bool]":
    """Whether anybody of the municipality's stratum, and of its group by the columns `by`, answered.

    `standing` may be a selection: then it is asked of the selection. An estimate speaks of the represented only.
    """
    keys = pd.Series(list(zip(*(standing[name] for name in (STRATUM, *by)), strict=True)), index=standing.index)
    return keys.isin(set(keys[standing[PARTICIPATED]]))


@dataclass
class _Stratum:
    """Size classes of one Landkreis, from the first position to the last."""

    positions: list[int]
    municipalities: int
    respondents: int

    @property
    def is_thin(self) -> bool:
        return self.respondents < min(MIN_RESPONDENTS, self.municipalities)


def _strata_of(district: pd.DataFrame) -> list[str]:
    """The name of the stratum of each of the district's cells."""
    rows = zip(district[POPULATION], district[N], strict=True)
    strata = [_Stratum([position], of, n) for position, (of, n) in enumerate(rows)]
    while (
        len(strata) > 1 and (thin := next((i for i, stratum in enumerate(strata) if stratum.is_thin), None)) is not None
    ):
        lower = _smaller_neighbour(strata, thin)
        strata[lower : lower + 2] = [_collapsed(strata[lower], strata[lower + 1])]
    codes = district[SIZE_CLASS].tolist()
    ags = district[DISTRICT_AGS].iloc[0]
    return [f"{ags}/{codes[stratum.positions[0]]}" for stratum in strata for _ in stratum.positions]


def _smaller_neighbour(strata: list[_Stratum], thin: int) -> int:
    """The position of the pair to collapse: of the thin one, or of the neighbour below it."""
    if thin == 0:
        return 0
    if thin == len(strata) - 1:
        return thin - 1
    return thin - 1 if strata[thin - 1].municipalities <= strata[thin + 1].municipalities else thin


def _collapsed(lower: _Stratum, upper: _Stratum) -> _Stratum:
    return _Stratum(
        lower.positions + upper.positions,
        lower.municipalities + upper.municipalities,
        lower.respondents + upper.respondents,
    )


@dataclass(frozen=True)
class Weighting:
    """What unequal weights cost.

    n: respondents. effective_n: as many equally weighted ones would tell as much, (Σw)² / Σw². design_effect: n over
    effective n, 1 or more. lowest, highest: the weights themselves. Source: Kish (1992), Journal of Official
    Statistics 8, 183–200.
    """

    n: int
    effective_n: float
    design_effect: float
    lowest: float
    highest: float


def weighting(standing: pd.DataFrame) -> Weighting | None:
    """Kish's effective n of the respondents in `standing` (needs `columns.STRATA`); None without respondents."""
    respondents = standing[standing[PARTICIPATED]]
    if respondents.empty:
        return None
    weights = respondents[STRATUM_POPULATION] / respondents[STRATUM_RESPONDENTS]
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    return Weighting(len(weights), effective, len(weights) / effective, float(weights.min()), float(weights.max()))
