"""The cells of one sheet."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader

from survey.workbook.archive import Book, no_workbook
from survey.workbook.cells import CellParser
from survey.workbook.refusals import TooLong, Unusable

WIDTH = 12  # columns that are read: twice as many as there are, should a person insert some
LAST_ROW = 10_000  # below it nobody keeps notes; empty rows may stand anywhere, LibreOffice writes the very last one


GENERAL = "General"  # the format of a number that nobody formatted


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
    """`text`: of a number its digits with a point, of a formula nothing. `value` and `format`: what is displayed."""

    reference: str
    kind: CellKind
    text: str
    value: object = None
    format: str = GENERAL


Row = dict[str, Cell]  # by the letter of the column; empty cells are absent

KINDS = {"n": CellKind.NUMBER, "d": CellKind.DATE, "b": CellKind.TRUTH, "e": CellKind.ERROR, "f": CellKind.FORMULA}


def read_rows(book: Book, name: str, *, max_rows: int) -> list[Row]:
    """Rows that hold anything in the first columns. Raises TooLong for more than `max_rows`, Unusable for no part."""
    part = book.parts[name]
    rows: list[Row] = []
    try:
        for cells in _filled(book.reader, part):
            if cells[0].row > LAST_ROW or len(rows) == max_rows:
                raise TooLong(
                    _("The sheet “%(sheet)s” has more rows than the questionnaire. Please download it again.")
                    % {"sheet": name}
                )
            rows.append({cell.column_letter: _read(cell) for cell in cells})
    except Unusable:
        raise
    except Exception as error:  # a broken file makes the library raise whatever it comes upon
        raise Unusable(no_workbook()) from error
    return rows


def _filled(reader: ExcelReader, part: str) -> Iterator[list[ReadOnlyCell]]:
    """Row by row the cells that hold anything in the first columns; rows without are left out."""
    book = reader.wb
    sheet = SimpleNamespace(parent=book)  # all that a cell asks its sheet for
    with reader.archive.open(part) as source, warnings.catch_warnings(action="ignore"):  # about dates that are none
        parser = CellParser(
            source,
            reader.shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for cells in parser.parse():
            found = [ReadOnlyCell(sheet, **cell) for cell in cells if cell["value"] is not None]
            if filled := [cell for cell in found if cell.column <= WIDTH]:
                yield filled


def _read(cell: Any) -> Cell:
    """Of a cell as openpyxl reads it without keeping its sheet."""
    kind = KINDS.get(cell.data_type, CellKind.TEXT)
    if kind is CellKind.NUMBER and "%" in cell.number_format:
        kind = CellKind.PERCENT
    text = "" if kind is CellKind.FORMULA else str(cell.value)
    return Cell(cell.coordinate, kind, text, cell.value, cell.number_format or GENERAL)
