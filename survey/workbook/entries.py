"""What a workbook says, question by question, in the form that waits in the database for its taking over."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from survey.questionnaire.answers import Value
from survey.questionnaire.document import Document, Question
from survey.workbook.layout import Column, fingerprint, rows_of, rows_of_question
from survey.workbook.reading import Built, Content, Sheet, text
from survey.workbook.refusals import RefusedCell
from survey.workbook.sheet import Cell, CellKind
from survey.workbook.values import value_of

BLANK = Built(0, fingerprint(None))


@dataclass(frozen=True)
class Entry:
    """An answer in a workbook; with a `reason` it is refused, and without a `code` no question is known for it.

    `revision` is that of the answer at the download; `is_touched`: the cell says something else than it did then.
    """

    code: str
    sheet: str
    cell: str
    value: Value | None
    revision: int
    is_touched: bool = True
    reason: str = ""


def entries_of(document: Document, content: Content) -> list[Entry]:
    """In the order of the document; questions whose cells are empty are left out."""
    return [entry for sheet in content.sheets for entry in _entries(document, content, sheet)]


def _entries(document: Document, content: Content, sheet: Sheet) -> Iterator[Entry]:
    answers, refused = _answers(sheet)
    for question in sheet.section.questions:
        cells = {row.key: answers[row.key] for row in rows_of_question(question) if row.key in answers}
        if cells:
            yield _entry(document, question, cells, content, sheet)
    yield from refused


def _answers(sheet: Sheet) -> tuple[dict[str, Cell], list[Entry]]:
    """Filled answer cells by the key of their row; refused are those of rows that are unknown or there twice."""
    known = {row.key for row in rows_of(sheet.section) if row.takes_answer}
    answers: dict[str, Cell] = {}
    refused = []
    for row in sheet.rows:
        key, cell = text(row.get(Column.KEY)), row.get(Column.ANSWER)
        if cell is None or is_blank(cell) or not key:
            continue  # without a key: the heading, and rows that a person added for themselves
        if key in known and key not in answers:
            answers[key] = cell
        else:
            message = _("This row is not in the questionnaire, or it is there twice.")
            refused.append(Entry("", sheet.name, cell.reference, None, 0, reason=message))
    return answers, refused


def is_blank(cell: Cell) -> bool:
    return cell.kind is CellKind.TEXT and not cell.text.strip()


def _entry(document: Document, question: Question, cells: dict[str, Cell], content: Content, sheet: Sheet) -> Entry:
    built = content.built.get(question.code, BLANK)
    place = next(iter(cells.values())).reference
    try:
        value = value_of(document, question, cells, content.language)
    except RefusedCell as refused:
        return Entry(question.code, sheet.name, refused.cell, None, built.revision, reason=str(refused))
    is_touched = fingerprint(value) != built.fingerprint
    return Entry(question.code, sheet.name, place, value, built.revision, is_touched)
