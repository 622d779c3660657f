"""The cards of the Atlas: one module per subject, each with builders that give a Card."""

from atlas.cards.card import (
    Card,
    case_columns,
    certain_columns,
    interval_columns,
    meaning,
    rows_size,
    total_name,
    turnout_columns,
)

__all__ = [
    "Card",
    "case_columns",
    "certain_columns",
    "interval_columns",
    "meaning",
    "rows_size",
    "total_name",
    "turnout_columns",
]
