"""The data behind a chart as a table: what each column is called and how its values are written."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import pandas as pd

from atlas import formats

MOST_ROWS = 1000  # on a page; nobody reads more there, and the download has them all


class Kind(StrEnum):
    """How a column is written; all but text and date align right."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DECIMAL_2 = "decimal-2"
    DECIMAL_3 = "decimal-3"
    PERCENT = "percent"
    DATE = "date"

    @property
    def is_number(self) -> bool:
        return self not in (Kind.TEXT, Kind.DATE)


@dataclass(frozen=True)
class Cell:
    """One value, written out in the reader's language."""

    text: str
    kind: Kind


@dataclass(frozen=True)
class Column:
    """A column of the frame and its heading; `missing` is written where there is no value, else a dash."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    missing: str = ""

    def write(self, value: Any) -> Cell:
        if self.missing and formats.is_missing(value):
            return Cell(self.missing, self.kind)
        return Cell(WRITERS[self.kind](value), self.kind)


@dataclass(frozen=True)
class Table:
    """Columns in the order of reading over a frame of raw, unrounded values; the first column heads its row.

    `profiles`: the column of official keys, if each row is a municipality and its heading leads to its profile.
    """

    columns: tuple[Column, ...]
    frame: pd.DataFrame
    profiles: str = ""

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows that a page shows."""
        values = [self.frame[column.key].head(MOST_ROWS).tolist() for column in self.columns]
        return [
            [column.write(value) for column, value in zip(self.columns, row, strict=True)]
            for row in zip(*values, strict=True)
        ]

    @property
    def keys(self) -> list[str]:
        """The municipality of each of these rows; an empty text where it has no profile to lead to."""
        shown = self.frame.head(MOST_ROWS)
        return shown[self.profiles].tolist() if self.profiles else [""] * len(shown)


def _text(value: Any) -> str:
    return formats.MISSING if value is None or value != value or value == "" else str(value)


WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: formats.integer,
    Kind.DECIMAL: formats.decimal,
    Kind.DECIMAL_2: partial(formats.decimal, places=2),
    Kind.DECIMAL_3: partial(formats.decimal, places=3),
    Kind.PERCENT: formats.percent,
    Kind.DATE: formats.day,
}
