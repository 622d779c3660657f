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
class Column:
    """A column of the frame and its heading; `link`: the column with the address that its values lead to."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    link: str = ""


@dataclass(frozen=True)
class Cell:
    """One value, written out in the reader's language."""

    text: str
    kind: Kind
    address: str = ""


@dataclass(frozen=True)
class Table:
    """Columns in the order of reading over a frame of raw, unrounded values; the first column heads its row.

    `withheld` names a column of true and false: where true, a number that is not there was kept back, and says so.
    """

    columns: tuple[Column, ...]
    frame: pd.DataFrame
    withheld: str = ""

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows that a page shows."""
        shown = self.frame.head(MOST_ROWS)
        return list(map(list, zip(*(self._cells(column, shown) for column in self.columns), strict=True)))

    def _cells(self, column: Column, shown: pd.DataFrame) -> list[Cell]:
        write = WRITERS[column.kind]
        values = shown[column.key].tolist()
        links = shown[column.link].tolist() if column.link else [""] * len(values)
        cells = [Cell(write(value), column.kind, link) for value, link in zip(values, links, strict=True)]
        if not self.withheld:
            return cells
        kept_back = [
            is_withheld and value != value for is_withheld, value in zip(shown[self.withheld], values, strict=True)
        ]
        too_few = Cell(formats.too_few(), Kind.TEXT)
        return [too_few if is_kept_back else cell for is_kept_back, cell in zip(kept_back, cells, strict=True)]


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
