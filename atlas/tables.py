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
    """One value, written out in the reader's language, and the address that it leads to, if there is one."""

    text: str
    kind: Kind
    address: str = ""


@dataclass(frozen=True)
class Column:
    """A column of the frame and its heading.

    `link`: the column with the address that its values lead to; `missing`: what is written where there is no value,
    else a dash.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    link: str = ""
    missing: str = ""

    def cells(self, shown: pd.DataFrame) -> list[Cell]:
        values = shown[self.key].tolist()
        links = shown[self.link].tolist() if self.link else [""] * len(values)
        return [Cell(self._written(value), self.kind, link) for value, link in zip(values, links, strict=True)]

    def _written(self, value: Any) -> str:
        if self.missing and formats.is_missing(value):
            return self.missing
        return WRITERS[self.kind](value)


@dataclass(frozen=True)
class Table:
    """Columns in the order of reading over a frame of raw, unrounded values; the first column heads its row."""

    columns: tuple[Column, ...]
    frame: pd.DataFrame

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows that a page shows."""
        shown = self.frame.head(MOST_ROWS)
        return list(map(list, zip(*(column.cells(shown) for column in self.columns), strict=True)))


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
