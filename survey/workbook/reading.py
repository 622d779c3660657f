"""A workbook that came back: whose it is, what stands in its rows, and on which answers it was built."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from survey.questionnaire.document import Document, Section
from survey.workbook.archive import Book, open_workbook
from survey.workbook.layout import FORMAT, MACHINE_SHEET, Mark, rows_of, sheet_name
from survey.workbook.refusals import Unusable
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
    section: Section
    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Content:
    language: str
    built: Mapping[str, Built]
    sheets: list[Sheet]


def read_workbook(data: bytes, document: Document, expected: Origin) -> Content:
    """Raises Unusable, with the reason in words, for everything but a workbook of this return."""
    book = open_workbook(data)
    if MACHINE_SHEET not in book.parts:
        raise Unusable(_("This workbook was not downloaded here. Please download it, fill it in and upload it again."))
    machine = read_rows(book, MACHINE_SHEET, max_rows=len(document.questions) + ROWS_BESIDE)
    marks = {text(row.get("A")): text(row.get("B")) for row in machine}
    require_origin(marks, expected)
    language = marks.get(Mark.LANGUAGE, "")
    sheets = [_sheet(book, section, language) for section in document.sections]
    return Content(language, _built(machine), sheets)


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


def _sheet(book: Book, section: Section, language: str) -> Sheet:
    name = sheet_name(section, language)
    if name not in book.parts:
        raise Unusable(
            _("The sheet “%(sheet)s” is missing or has another name. Please download the workbook again.")
            % {"sheet": name}
        )
    rows = read_rows(book, name, max_rows=len(rows_of(section)) + ROWS_BESIDE)
    return Sheet(section, name, rows)
