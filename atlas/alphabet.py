"""Municipalities by name, as in a German index."""

import pandas as pd

from atlas.columns import NAME
from survey.alphabet import sort_key


def alphabetical(column: pd.Series) -> pd.Series:
    """The `key` of `sort_values`: the names of municipalities as an index has them, other columns as they are."""
    return column.map(sort_key) if column.name == NAME else column
