"""A workbook that came back: whose it is, what stands in its rows, and on which answers it was built."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from survey.questionnaire.document import Document, Section
from survey.workbook.archive import Book, open_workbook
from survey.workbook.layout import FORMAT, LISTS_SHEET, MACHINE_SHEET, Mark, rows_of, sheet_name
from survey.workbook.refusals import TooLong, Unusable
from survey.workbook.sheet import Cell, Row, read_rows

ROWS_BESIDE = 50  # headings, and rows that a person added


@dataclass(frozen=True)
class Origin:
    """The return and the questionnaire that a workbook was made for."""

    ags: str
    wave: str
    checksum: str


@dataclass(frozen=True)
class Built:
    """The answer that stood in the workbook when it was downloaded."""

    revision: int
    fingerprint: str


@dataclass(frozen=True)
class Sheet:
    """`is_named`: it bears the name of a section."""

    name: str
    rows: list[Row]
    is_named: bool = False


@dataclass(frozen=True)
class Unread:
    """What was left aside, and why; without a cell a whole sheet."""

    sheet: str
    cell: str
    reason: str


@dataclass(frozen=True)
class Content:
    """`sheets`: those that bear the name of a section first, so that they go before their copies."""

    language: str
    built: Mapping[str, Built]
    sheets: list[Sheet]
    unread: list[Unread]


def read_workbook(data: bytes, document: Document, expected: Origin) -> Content:
    """Raises Unusable, with the reason in words, for everything but a workbook of this return."""
    book = open_workbook(data)
    if MACHINE_SHEET not in book.parts:
        raise Unusable(_("This workbook was not downloaded here. Please download it, fill it in and upload it again."))
    machine = read_rows(book, MACHINE_SHEET, max_rows=len(document.questions) + ROWS_BESIDE)
    marks = {text(row.get("A")): text(row.get("B")) for row in machine}
    require_origin(marks, expected)
    language = marks.get(Mark.LANGUAGE, "")
    named = _sheets_by_name(book, document, language)
    others, unread = _other_sheets(book, document, {sheet.name for sheet in named}, language)
    return Content(language, _built(machine), [*named, *others], unread)


def text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def require_origin(marks: Mapping[str, str], expected: Origin) -> None:
    if marks.get(Mark.FORMAT) != FORMAT:
        raise Unusable(_("This workbook was made by another version of the Atlas. Please download it again."))
    if (ags := marks.get(Mark.AGS, "")) != expected.ags:
        raise Unusable(
            _("This workbook belongs to another municipality (%(found)s instead of %(expected)s).")
            % {"found": ags[:20], "expected": expected.ags}
        )
    if (wave := marks.get(Mark.WAVE, "")) != expected.wave:
        raise Unusable(
            _("This workbook belongs to another survey (%(found)s instead of %(expected)s).")
            % {"found": wave[:50], "expected": expected.wave}
        )
    if marks.get(Mark.CHECKSUM) != expected.checksum:
        raise Unusable(_("The questionnaire has changed since this workbook was downloaded. Please download it again."))


def _built(machine: list[Row]) -> dict[str, Built]:
    rows = [row for row in machine if text(row.get("A")) == Mark.ANSWER]
    return {
        text(row.get("B")): Built(int(revision), text(row.get("D")))
        for row in rows
        if (revision := text(row.get("C"))).isdecimal() and len(revision) < 10
    }


def _sheets_by_name(book: Book, document: Document, language: str) -> list[Sheet]:
    names = {sheet_name(section, language): _most_rows(section) for section in document.sections}
    return [
        Sheet(name, read_rows(book, name, max_rows=most), is_named=True)
        for name, most in names.items()
        if name in book.parts
    ]


def _other_sheets(book: Book, document: Document, named: set[str], language: str) -> tuple[list[Sheet], list[Unread]]:
    """Sheets that a person renamed, copied or added."""
    most = max(_most_rows(section) for section in document.sections)
    with translation.override(language or None):
        written = {MACHINE_SHEET, LISTS_SHEET, _("Instructions")}
    sheets, unread = [], []
    for name in book.parts:
        if name not in named | written:
            try:
                sheets.append(Sheet(name, read_rows(book, name, max_rows=most)))
            except TooLong as reason:
                unread.append(Unread(name, "", str(reason)))
    return sheets, unread


def _most_rows(section: Section) -> int:
    return len(rows_of(section)) + ROWS_BESIDE
