"""What a workbook says, question by question, in the form that waits in the database for its taking over."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from survey.questionnaire.answers import Value
from survey.questionnaire.document import Document, Question
from survey.questionnaire.texts import shows_nothing
from survey.workbook.finding import WRITTEN, Finder, is_head, places_of
from survey.workbook.layout import Column, fingerprint, rows_of_question, sheet_name
from survey.workbook.layout import Row as QuestionRow
from survey.workbook.reading import Built, Content, Sheet, Unread
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
    """In the order of the document; questions whose cells are empty are left out. What was not read comes last."""
    sheets = [FilledSheet(document, content, sheet) for sheet in content.sheets]
    entries: list[Entry] = []
    unread = [*content.unread]
    for question in document.questions:
        found = [entry for sheet in sheets if (entry := sheet.entry(question))]
        if found:
            chosen = min(found, key=lambda entry: (not entry.is_touched, bool(entry.reason)))
            entries.append(chosen)
            unread += [_other(entry, chosen) for entry in found if is_another(entry, chosen)]
    unread += [place for sheet in sheets for place in sheet.unread]
    unread += _missing(document, content, sheets)
    return entries + [Entry("", place.sheet, place.cell, None, 0, reason=place.reason) for place in unread]


def is_another(entry: Entry, chosen: Entry) -> bool:
    return entry is not chosen and entry.is_touched and (entry.value, entry.reason) != (chosen.value, chosen.reason)


def _other(entry: Entry, chosen: Entry) -> Unread:
    message = _("%(code)s is answered differently on the sheet “%(sheet)s”, which counts.")
    return Unread(entry.sheet, entry.cell, message % {"code": entry.code, "sheet": chosen.sheet})


def _missing(document: Document, content: Content, sheets: list["FilledSheet"]) -> Iterator[Unread]:
    found = {code for sheet in sheets for code in sheet.codes}
    for section in document.sections:
        if found.isdisjoint(question.code for question in section.questions):
            message = _("No question of this sheet was found in the file. Its answers stay as they are.")
            yield Unread(sheet_name(section, content.language), "", message)


class FilledSheet:
    """A sheet with what its rows are about. `unread`: its filled answer cells that belong to no question."""

    def __init__(self, document: Document, content: Content, sheet: Sheet) -> None:
        self._document, self._content, self._name = document, content, sheet.name
        self._keys: set[str] = set()
        self._answers: dict[str, Cell] = {}
        self.codes: set[str] = set()
        self.unread: list[Unread] = []
        places = places_of(sheet.rows, content.language) or (WRITTEN if sheet.is_named else None)
        if places:
            finder = Finder(document, places)
            for cells in sheet.rows:
                self._take(finder.find(cells), cells.get(places[Column.ANSWER]))
        if sheet.rows and not self.codes:
            self.unread = [
                Unread(self._name, "", _("This sheet holds no questions with their codes. It was not read."))
            ]

    def _take(self, row: QuestionRow | None, cell: Cell | None) -> None:
        is_filled = cell is not None and not is_blank(cell) and not is_head(cell, self._content.language)
        if row:
            self.codes.add(row.question.code)
        if row and row.takes_answer and row.key not in self._keys:
            self._keys.add(row.key)
            if cell and is_filled:
                self._answers[row.key] = cell
        elif cell and is_filled:
            self.unread.append(Unread(self._name, cell.reference, _reason(row)))

    def entry(self, question: Question) -> Entry | None:
        keys = [row.key for row in rows_of_question(question) if row.takes_answer]
        cells = {key: self._answers[key] for key in keys if key in self._answers}
        if not cells:
            return None
        built = self._content.built.get(question.code, BLANK)
        place = next(iter(cells.values())).reference
        try:
            if not self._keys.issuperset(keys):
                raise RefusedCell(place, _("Rows of this question are missing, so its answer is not known."))
            value = value_of(self._document, question, cells, self._content.language)
        except RefusedCell as refused:
            return Entry(question.code, self._name, refused.cell, None, built.revision, reason=str(refused))
        is_touched = fingerprint(value) != built.fingerprint
        return Entry(question.code, self._name, place, value, built.revision, is_touched)


def _reason(row: QuestionRow | None) -> str:
    if row is None:
        return _("This row has no code of a question, or one that does not fit its text, so it was not read.")
    if not row.takes_answer:
        return _("This question is answered in the rows below it.")
    return _("This row is not in the questionnaire, or it is there twice.")


def is_blank(cell: Cell) -> bool:
    return cell.kind is CellKind.TEXT and shows_nothing(cell.text)
