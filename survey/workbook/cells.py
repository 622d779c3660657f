"""The filled rows of a sheet, as they stand in the file: what is far out costs nothing, what cannot be is refused."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from survey.workbook.texts import decoded

TEXT_IN_PLACE = ("str", "inlineStr")  # other texts stand in the table
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384  # of Excel itself


class CellParser(WorkSheetParser):
    """openpyxl's reading of cells, and of nothing else: its rows do not fill the gap before a row with empty ones.

    Formulas are told from values, never read. Raises ValueError for rows and cells that no program writes: numbers
    that Excel does not have, a place that comes twice or before the last one, a text that is not in the table.
    """

    row_counter: int
    col_counter: int

    def parse(self) -> Iterator[list[dict[str, Any]]]:
        for _event, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()

    def parse_row(self, row: Element) -> list[dict[str, Any]]:
        before = self.row_counter
        self.row_counter, self.col_counter = _number(row.get("r", str(before + 1))), 0
        _require(before < self.row_counter <= MAX_ROW)
        return [self.parse_cell(cell) for cell in row]

    def parse_cell(self, element: Element) -> dict[str, Any]:
        before, place = self.col_counter, element.get("r")
        row, column = coordinate_to_tuple(place) if place else (self.row_counter, before + 1)
        _require(row == self.row_counter and before < column <= MAX_COLUMN)
        if element.get("t") == "s" and (position := element.findtext(VALUE_TAG)):
            _number(position)  # Python would read -1 as the last one
        cell: dict[str, Any] = super().parse_cell(element)
        if element.get("t") in TEXT_IN_PLACE and isinstance(cell["value"], str):
            cell["value"] = decoded(cell["value"])
        return cell

    def parse_formula(self, element: Element) -> str:
        return "="


def _number(digits: str) -> int:
    _require(digits.isascii() and digits.isdigit())
    return int(digits)


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("no program writes such a sheet")
