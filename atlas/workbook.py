"""Sheets as an Excel workbook; a row is forgotten as soon as it is written, so that long sheets need little memory."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from io import BytesIO
from itertools import chain, islice
from types import TracebackType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from atlas.sheets import Plain, Sheet, free_name
from atlas.tables import Kind
from survey.workbook.texts import encoded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575  # of a sheet, below the headings
NARROWEST, WIDEST = 8, 60  # characters

# What a person typed is text, whatever it looks like: never a formula, a link or a number.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

PRIMARY, MUTED = "#0B4F6C", "#5B6B73"
TITLE = {"bold": True, "font_size": 14, "font_color": PRIMARY}
LINE = {"font_color": MUTED}
HEADING = {"bold": True, "bg_color": PRIMARY, "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
LINK = {"font_color": PRIMARY, "underline": 1}
TYPED = {"num_format": "@", "quote_prefix": True}  # stays a text when somebody edits it
NUMBER_FORMATS = {
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.DECIMAL_2: "#,##0.00",
    Kind.DECIMAL_3: "#,##0.000",
    Kind.PERCENT: "0.0%",
    Kind.DATE: 14,  # the short date of the reader's own settings
}


def write_workbook(sheets: Iterable[tuple[str, Sheet]]) -> bytes:
    """Titles and sheets as a workbook."""
    with Book() as book:
        for title, sheet in sheets:
            book.add(title, sheet)
    return book.content


class Page(Worksheet):
    """A text in it says what it says: the library would take one in "<r>…</r>" for markup."""

    def _escape_control_characters(self, string: str) -> str:
        return encoded(string)

    def _xml_rich_inline_string(self, string: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        self._xml_inline_string(string, True, attributes)


class Book(AbstractContextManager["Book"]):
    """Takes sheets in any number; `content` is there once it is closed."""

    def __init__(self) -> None:
        self._target = BytesIO()
        self._book = Workbook(self._target, OPTIONS)
        self._book.set_properties({"author": "Atlas Digitalisierung"})
        self._names: set[str] = set()
        self.title, self.line, self.heading, self.link, self.text = (
            self._book.add_format(properties) for properties in (TITLE, LINE, HEADING, LINK, TYPED)
        )
        self._formats = {kind: self._book.add_format({"num_format": form}) for kind, form in NUMBER_FORMATS.items()}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    @property
    def content(self) -> bytes:
        return self._target.getvalue()

    def page(self, title: str) -> Worksheet:
        """An empty sheet, named as much like the title as Excel allows."""
        name = free_name(title, self._names)
        self._names.add(name.lower())
        return self._book.add_worksheet(name, Page)

    def add(self, title: str, sheet: Sheet) -> list[str]:
        """Writes the sheet, and further ones if it has more rows than one can take; their names."""
        head = len(sheet.lines) + 1 if sheet.lines else 0
        rows, names = iter(sheet.rows), list[str]()
        while (begun := list(islice(rows, 1))) or not names:
            page = self.page(title)
            self._write(page, sheet, head, chain(begun, islice(rows, MOST_ROWS - head - 1)))
            names.append(page.get_name())
        return names

    def _write(self, page: Worksheet, sheet: Sheet, head: int, rows: Iterable[Sequence[Plain]]) -> None:
        for number, line in enumerate(sheet.lines):
            page.write_string(number, 0, line, self.line if number else self.title)
        for place, heading in enumerate(sheet.headings):
            page.write_string(head, place, heading, self.heading)
        page.freeze_panes(head + 1, 0)
        widths = [len(heading) for heading in sheet.headings]
        for number, row in enumerate(rows, head + 1):
            self._write_row(page, number, row, sheet.kinds)
            widths = [max(width, shown_length(value)) for width, value in zip(widths, row, strict=True)]
        for place, width in enumerate(widths):
            page.set_column(place, place, min(max(width, NARROWEST), WIDEST) + 2)

    def _write_row(self, page: Worksheet, number: int, row: Sequence[Plain], kinds: Sequence[Kind]) -> None:
        for place, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            form = self._formats.get(kind)
            if isinstance(value, bool):
                page.write_boolean(number, place, value)
            elif isinstance(value, int | float):
                page.write_number(number, place, value, form)
            elif value is not None and kind is Kind.DATE:
                page.write_datetime(number, place, datetime.fromisoformat(value).date(), form)
            elif value is not None:
                page.write_string(number, place, value, self.text)


def shown_length(value: Plain) -> int:
    """Roughly how many characters a cell shows, of a text its longest line."""
    if isinstance(value, str):
        return max((len(line) for line in value.split("\n")), default=0)
    return len(f"{value:,.1f}") if isinstance(value, int | float) else 0
