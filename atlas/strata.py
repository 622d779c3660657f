"""Strata: who stands for whom. Pure: DataFrame in, DataFrame out.

A stratum is a Landkreis × size class. Where too few answered, size classes of the same Landkreis are collapsed: a mean
needs one respondent, its uncertainty needs two. The rule, applied until nothing changes:

1. A cell is thin if fewer than two of its municipalities answered and not all of them: who is complete stands for
   nobody else and stays, such as Stuttgart, a Landkreis of one.
2. The thin cell of the smallest size class comes first. It is collapsed with the neighbouring size class that has
   fewer municipalities, so that large strata stay as they are; on a tie with the smaller one.
3. Landkreise are never collapsed. One with fewer than two respondents stays thin: without any, estimates for the region
   do not speak of it; with one, its uncertainty is unknown.

Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, ch. 15.6 (response homogeneity groups).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
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
from atlas.groups import Codes, groups_of

MIN_RESPONDENTS = 2


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
    grid = _grid(standing)
    exists = grid.municipalities > 0
    strata = [stratum for stratum, is_cell in zip(grid.strata, exists, strict=True) if is_cell]
    districts, width = grid.districts, len(grid.size_classes)
    names = standing.drop_duplicates(DISTRICT_AGS).set_index(DISTRICT_AGS)[DISTRICT]
    found = pd.DataFrame(
        {
            DISTRICT_AGS: [ags for ags in districts for _ in range(width)],
            SIZE_CLASS: pd.Categorical(grid.size_classes * len(districts), grid.size_classes, ordered=True),
            POPULATION: grid.municipalities,
            N: grid.respondents,
        }
    )[exists].reset_index(drop=True)
    found[DISTRICT] = names.loc[found[DISTRICT_AGS]].to_numpy()
    found[STRATUM] = [stratum.name for stratum in strata]
    found[STRATUM_POPULATION] = [stratum.municipalities for stratum in strata]
    found[STRATUM_RESPONDENTS] = [stratum.respondents for stratum in strata]
    found[WEIGHT] = [stratum.weight for stratum in strata]
    return found


def with_strata(standing: pd.DataFrame) -> pd.DataFrame:
    """The register with the stratum of each municipality: adds `columns.STRATA`.

    They stay true when rows are left out afterwards, so that a selection still knows its strata.
    """
    grid = _grid(standing)
    own = [grid.strata[cell] for cell in grid.cell]
    found = standing.copy()
    found[STRATUM] = pd.Categorical([stratum.name for stratum in own])
    found[STRATUM_POPULATION] = np.array([stratum.municipalities for stratum in own], dtype=int)
    found[STRATUM_RESPONDENTS] = np.array([stratum.respondents for stratum in own], dtype=int)
    return found


def unweighted(standing: pd.DataFrame) -> pd.DataFrame:
    """The register with every answer standing for itself: means are those of the municipalities that answered.

    Nothing is estimated then, so nothing is unknown: intervals have no width.
    """
    return standing.assign(**{STRATUM_POPULATION: standing[STRATUM_RESPONDENTS]})


@dataclass(frozen=True)
class _Stratum:
    """Neighbouring size classes of one Landkreis, named after the smallest, with their position in it."""

    name: str
    first: int
    last: int
    municipalities: int
    respondents: int

    @property
    def is_thin(self) -> bool:
        return self.respondents < min(MIN_RESPONDENTS, self.municipalities)

    @property
    def weight(self) -> float:
        return self.municipalities / self.respondents if self.respondents else nan

    def collapsed_with(self, upper: "_Stratum") -> "_Stratum":
        return _Stratum(
            self.name,
            self.first,
            upper.last,
            self.municipalities + upper.municipalities,
            self.respondents + upper.respondents,
        )


@dataclass(frozen=True)
class _Grid:
    """Landkreise × size classes, row by row; `cell` of each municipality; None as the stratum of an empty cell."""

    districts: list[str]
    size_classes: list[str]
    cell: Codes
    municipalities: Codes
    respondents: Codes
    strata: list[Any]


def _grid(standing: pd.DataFrame) -> _Grid:
    districts, codes = groups_of(standing, DISTRICT_AGS)
    size_classes = list(standing[SIZE_CLASS].cat.categories)
    width = len(size_classes)
    cell = codes * width + standing[SIZE_CLASS].cat.codes.to_numpy(np.intp)
    of = np.bincount(cell, minlength=len(districts) * width)
    n = np.bincount(cell, standing[PARTICIPATED].to_numpy(float), len(districts) * width).astype(int)
    strata: list[Any] = [None] * len(of)
    for number, district in enumerate(districts):
        start = number * width
        cells = [
            _Stratum(f"{district}/{size_classes[place]}", place, place, int(of[start + place]), int(n[start + place]))
            for place in range(width)
            if of[start + place]
        ]
        for stratum in _collapsed(cells):
            strata[start + stratum.first : start + stratum.last + 1] = [stratum] * (stratum.last - stratum.first + 1)
    return _Grid(districts, size_classes, cell, of, n, strata)


def _collapsed(strata: list[_Stratum]) -> list[_Stratum]:
    """The strata of one Landkreis, from the smallest size class to the largest, after the rule."""
    strata = list(strata)
    while len(strata) > 1 and any(stratum.is_thin for stratum in strata):
        thin = next(place for place, stratum in enumerate(strata) if stratum.is_thin)
        lower = _smaller_neighbour(strata, thin)
        strata[lower : lower + 2] = [strata[lower].collapsed_with(strata[lower + 1])]
    return strata


def _smaller_neighbour(strata: list[_Stratum], thin: int) -> int:
    """The position of the pair to collapse: of the thin one, or of the neighbour below it."""
    if thin == 0:
        return 0
    if thin == len(strata) - 1:
        return thin - 1
    return thin - 1 if strata[thin - 1].municipalities <= strata[thin + 1].municipalities else thin


def is_represented(standing: pd.DataFrame, by: Sequence[str] = ()) -> "pd.Series[bool]":
    """Whether anybody of the municipality's stratum, and of its group by the columns `by`, answered.

    `standing` may be a selection: then it is asked of the selection. An estimate speaks of the represented only.
    """
    keys, _names = pd.factorize(standing[STRATUM])
    for column in by:
        names, codes = groups_of(standing, column)
        keys = keys * len(names) + codes
    return pd.Series(np.isin(keys, keys[standing[PARTICIPATED].to_numpy(bool)]), index=standing.index)


def is_unrepresented(standing: pd.DataFrame, by: Sequence[str] = ()) -> "pd.Series[bool]":
    """Whether an estimate for the group should speak of the municipality and cannot; never with `unweighted`."""
    is_estimated = standing[STRATUM_POPULATION] > standing[STRATUM_RESPONDENTS]
    return is_estimated & ~is_represented(standing, by)


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
