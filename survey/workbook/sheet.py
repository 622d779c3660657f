"""The cells of one sheet."""

import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.workbook import Workbook

from survey.workbook.archive import no_workbook
from survey.workbook.refusals import Unusable

WIDTH = 6  # columns that are read


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TRUTH = "truth"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True)
class Cell:
    """`text`: of a number its digits with a point, of a formula nothing."""

    reference: str
    kind: CellKind
    text: str


Row = dict[str, Cell]  # by the letter of the column; empty cells are absent

KINDS = {"n": CellKind.NUMBER, "d": CellKind.DATE, "b": CellKind.TRUTH, "e": CellKind.ERROR, "f": CellKind.FORMULA}


def read_rows(book: Workbook, name: str, *, max_rows: int) -> list[Row]:
    """Rows that hold anything in the first columns. Raises Unusable for more than `max_rows`, KeyError for no sheet."""
    sheet = book[name]
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    rows: list[Row] = []
    try:
        with warnings.catch_warnings(action="ignore"):  # about lists and colours that nobody asks for here
            for cells in sheet.iter_rows(max_col=WIDTH):
                if row := {cell.column_letter: _read(cell) for cell in cells if cell.value is not None}:
                    rows.append(row)
                if len(rows) > max_rows:
                    break
    except Exception as error:  # a broken file makes the library raise whatever it comes upon
        raise Unusable(no_workbook()) from error
    if len(rows) > max_rows:
        raise Unusable(
            _("The sheet “%(sheet)s” has more rows than the questionnaire. Please download it again.") % {"sheet": name}
        )
    return rows


def _read(cell: Any) -> Cell:
    """Of a cell as openpyxl reads it without keeping its sheet."""
    kind = KINDS.get(cell.data_type, CellKind.TEXT)
    if kind is CellKind.NUMBER and "%" in cell.number_format:
        kind = CellKind.PERCENT
    text = "" if kind is CellKind.FORMULA else str(cell.value).replace("_x000D_", "")  # how Excel writes a return
    return Cell(cell.coordinate, kind, text)
