"""Groups of rows, counted from 0, for sums without a groupby."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[np.intp]


def groups_of(frame: pd.DataFrame, by: str | None, names: Sequence[str] | None = None) -> tuple[list[str], Codes]:
    """The values of the column `by` (or `names`), sorted, and the position of each row's own; "" if all are one."""
    if by is None:
        return [""], np.zeros(len(frame), np.intp)
    found = sorted(frame[by].unique()) if names is None else list(names)
    return found, pd.Index(found).get_indexer(pd.Index(frame[by]))
