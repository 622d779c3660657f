"""Which row of the questionnaire a row of a sheet is about, whatever was moved, copied, renamed or lost."""

from collections.abc import Mapping
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _

from survey.questionnaire.document import Document, Question
from survey.workbook.layout import Column, Row, rows_of
from survey.workbook.sheet import Cell
from survey.workbook.sheet import Row as Cells
from survey.workbook.values import normal

Places = Mapping[Column, str]  # the letters under which the columns of a sheet stand
WRITTEN = {column: column.value for column in Column}


def heads() -> dict[Column, str]:
    return {
        Column.CODE: _("Question code"),
        Column.QUESTION: _("Question"),
        Column.HELP: _("Explanation"),
        Column.ANSWER: _("Your answer"),
        Column.NOTE: _("Note"),
    }


def places_of(rows: list[Cells], language: str) -> Places | None:
    """By their heads, should columns have been inserted or deleted; None where there are no heads."""
    with translation.override(language or None):
        names = heads()
    for cells in rows:
        letters = {text_of(cell): letter for letter, cell in cells.items()}
        if names[Column.ANSWER] in letters:
            return {column: letters[name] for column, name in names.items() if name in letters}
    return None


def is_head(cell: Cell, language: str) -> bool:
    with translation.override(language or None):
        return text_of(cell) == heads()[Column.ANSWER]


def text_of(cell: Cell | None) -> str:
    return cell.text.strip() if cell else ""


class Finder:
    """Goes through one sheet from top to bottom."""

    def __init__(self, document: Document, places: Places) -> None:
        self._document, self._places = document, places
        self._above: Question | None = None  # whose boxes follow

    def find(self, cells: Cells) -> Row | None:
        """By the code that a person sees; a box by the hidden key, or as one below its question. None for no row.

        A key that does not fit the words beside it belongs to another row: somebody sorted what can be seen only.
        """
        row = self._by_code(cells) or self._by_key(cells) or self._below_its_question(cells)
        self._above = row.question if row else None
        return row

    def _by_code(self, cells: Cells) -> Row | None:
        return self._rows.get(self._text(cells, Column.CODE).upper())

    def _by_key(self, cells: Cells) -> Row | None:
        key = self._key(cells)
        return self._fitting(key, cells) if key else None

    def _below_its_question(self, cells: Cells) -> Row | None:
        if self._key(cells) or self._above is None:
            return None
        rows = (row for row in self._rows.values() if row.question is self._above and row.box)
        return next((row for row in rows if self._words(cells) in self._words_of(row)), None)

    def _key(self, cells: Cells) -> Row | None:
        """It has no head, and stands to the right of all that has one."""
        texts = (text_of(cell) for letter, cell in reversed(cells.items()) if letter != self._places[Column.ANSWER])
        return next((self._rows[text] for text in texts if text in self._rows), None)

    def _fitting(self, row: Row, cells: Cells) -> Row | None:
        words = self._words(cells)
        return row if not words or words in self._words_of(row) else None

    def _words(self, cells: Cells) -> str:
        return normal(self._text(cells, Column.QUESTION))

    def _text(self, cells: Cells, column: Column) -> str:
        return text_of(cells.get(self._places.get(column, "")))

    def _words_of(self, row: Row) -> set[str]:
        if row.box is None:
            return {normal(row.question.text), normal(row.question.text_en)}
        label = row.choice or self._document.special_answers.dont_know
        return {normal(label.label), normal(label.label_en)}

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.key: row for section in self._document.sections for row in rows_of(section)}
