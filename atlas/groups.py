"""Groups of rows, counted from 0, for sums without a groupby."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[np.intp]
Floats = NDArray[np.float64]


def groups_of(frame: pd.DataFrame, by: str | None, names: Sequence[str] | None = None) -> tuple[list[str], Codes]:
    """The values of the column `by` in their order, or `names`, and the position of each row's own.

    Without `by` all are one group, "".
    """
    if by is None:
        return [""], np.zeros(len(frame), np.intp)
    found = frame[by].drop_duplicates().sort_values().tolist() if names is None else list(names)
    return found, pd.Index(found).get_indexer(pd.Index(frame[by]))


def sums(codes: Codes, numbers: Floats, count: int) -> Floats:
    """The sum of the numbers of each of `count` groups."""
    return np.bincount(codes, numbers, count).astype(np.float64)  # of nothing it would make whole numbers
