"""The sampling design: which municipalities each stratum has, and which of them took part."""

from dataclasses import dataclass
from math import nan
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atlas.columns import STRATUM, STRATUM_POPULATION, STRATUM_RESPONDENTS
from atlas.groups import Codes, Floats, sums


@dataclass(frozen=True)
class Design:
    """Per row of the sample: its stratum, counted from 0; per stratum: N_h municipalities, n_h respondents.

    Degrees of freedom are respondents less strata, of the strata that hold anybody of the group; the effective ones
    weigh each stratum by its part of the variance.
    """

    strata: Codes
    municipalities: Floats
    respondents: Floats
    has_effective_df: bool = False

    @classmethod
    def of_sample(cls, sample: pd.DataFrame, stratum: str, population: "pd.Series[int]") -> Self:
        """Of the column `stratum` and the municipalities of each; errors as `estimates.estimate_mean`."""
        if not population.index.is_unique:
            raise ValueError("population: a stratum stands twice")
        municipalities = population[population > 0].astype(float)
        strata = municipalities.index.get_indexer(pd.Index(sample[stratum]))
        if (strata < 0).any():
            raise ValueError(
                f"{stratum}: {sample[stratum].iloc[int(np.argmin(strata))]!r} is no stratum of the population"
            )
        respondents = np.bincount(strata, minlength=len(municipalities)).astype(float)
        for name, of, n in zip(municipalities.index, municipalities, respondents, strict=True):
            if not 0 < n <= of:
                raise ValueError(f"stratum {name!r}: {n:.0f} respondents of {of:.0f} municipalities")
        return cls(strata, np.asarray(municipalities, dtype=np.float64), respondents)

    @classmethod
    def of_respondents(cls, respondents: pd.DataFrame) -> Self:
        """Of rows with the columns of `strata.with_strata`; a selection keeps the design of all. df are effective."""
        strata, _names = pd.factorize(respondents[STRATUM])
        first = respondents.drop_duplicates(STRATUM)  # in the order of appearance, as the codes
        municipalities, n = (first[column].to_numpy(np.float64) for column in (STRATUM_POPULATION, STRATUM_RESPONDENTS))
        return cls(np.asarray(strata, dtype=np.intp), municipalities, n, has_effective_df=True)

    @property
    def weights(self) -> Floats:
        """N_h / n_h of each row."""
        return (self.municipalities / self.respondents)[self.strata]

    def variances(self, residuals: Floats, rows: NDArray[np.bool_], groups: Codes, count: int) -> tuple[Floats, Floats]:
        """Per group: the variance Σ N_h² (1 − n_h/N_h) s_h²/n_h of the weighted sum of its residuals, and its df.

        Every respondent of a stratum counts in s_h²; those outside of the group have the residual 0, and need not be
        there.
        """
        pairs, cell = np.unique(self.strata[rows] * count + groups[rows], return_inverse=True)
        stratum, group = pairs // count, pairs % count
        n, of = self.respondents[stratum], self.municipalities[stratum]
        means = sums(cell, residuals[rows], len(pairs)) / n
        squares = sums(cell, (residuals[rows] - means[cell]) ** 2, len(pairs))
        squares += (n - np.bincount(cell, minlength=len(pairs))) * means**2
        spread = np.divide(squares, n - 1, out=np.full(len(pairs), nan), where=n > 1)
        variances = np.where(n == of, 0.0, of**2 * (1 - n / of) * spread / n)
        total = sums(group, variances, count)
        return total, self._degrees_of_freedom(group, n, variances, total)

    def _degrees_of_freedom(self, group: Codes, n: Floats, variances: Floats, total: Floats) -> Floats:
        """Per group, from its strata: n respondents and their part of the variance."""
        plain = sums(group, n - 1, len(total))
        if not self.has_effective_df:
            return plain
        parts = np.divide(variances**2, n - 1, out=np.zeros(len(n)), where=n > 1)
        parts = sums(group, parts, len(total))
        return np.divide(total**2, parts, out=plain, where=parts > 0)
