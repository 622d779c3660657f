"""The sheet of one section: a row for each question and for each box of a multiple choice."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from survey.layout import is_application
from survey.questionnaire.answers import DONT_KNOW, Answers, Value
from survey.questionnaire.document import Document, Question, Section, translated
from survey.questionnaire.routing import Route, Truth, choice_is_offered
from survey.questionnaire.shapes import Shape
from survey.workbook.finding import heads
from survey.workbook.layout import NO_TICK, TICK, Column, Row, rows_of, sheet_name
from survey.workbook.lists import Lists
from survey.workbook.notes import note
from survey.workbook.styles import TITLE_HEIGHT, Styles, row_height

WIDTHS = {Column.CODE: 9, Column.QUESTION: 48, Column.HELP: 44, Column.ANSWER: 40, Column.NOTE: 34, Column.KEY: 12}
HEAD_ROW = 3


class SectionSheet:
    def __init__(self, book: Workbook, styles: Styles, document: Document, section: Section, language: str) -> None:
        self._sheet = book.add_worksheet(sheet_name(section, language))
        self._styles, self._document, self._section, self._language = styles, document, section, language
        self._row = 0

    def write(self, way: Route, answers: Answers, lists: Lists) -> None:
        """Answers that are not asked at present are written too: they are kept, and count again when they are asked."""
        self._write_head()
        before: Question | None = None
        for row in rows_of(self._section):
            if is_application(row.question) and not (before and is_application(before)):
                self._write_group()
            self._write_row(row, way, answers.get(row.question.code), lists)
            before = row.question
        self._set_up()

    def _write_head(self) -> None:
        self._sheet.set_row(0, TITLE_HEIGHT)
        self._sheet.write_string(0, 0, self._text(self._section, "title"), self._styles["title"])
        self._sheet.write_string(1, 0, self._text(self._section, "description"), self._styles["lead"])
        for column, head in heads().items():
            self._sheet.write_string(HEAD_ROW, column.place, head, self._styles["head"])
        self._row = HEAD_ROW + 1

    def _write_group(self) -> None:
        """Above the applications, which stand together as a table."""
        definition = self._document.tag_definitions.application
        texts = ["", self._text(definition, "label"), self._text(definition, "prompt"), "", ""]
        self._write_cells(texts, ["group", "group", "group_text", "group", "group"])
        self._row += 1

    def _write_row(self, row: Row, way: Route, value: Value | None, lists: Lists) -> None:
        is_asked = self._is_asked(row, way)
        if row.box is None:
            texts = [row.question.code, self._text(row.question, "text"), self._explanation(row.question)]
            names = ["code", "question", "cell"]
        else:
            texts, names = (
                ["", lists.dont_know if row.choice is None else self._text(row.choice, "label"), ""],
                ["code", "box", "cell"],
            )
        texts += ["", note(row, is_asked=is_asked)]
        self._write_cells(texts, [*names, "blocked", "note"], is_asked=is_asked)
        self._sheet.write_string(self._row, Column.KEY.place, row.key)
        if row.takes_answer:
            self._write_answer(row, value, lists, is_asked)
        self._row += 1

    def _write_answer(self, row: Row, value: Value | None, lists: Lists, is_asked: bool) -> None:
        place = (self._row, Column.ANSWER.place)
        style = self._styles.answer(row.question, is_asked=is_asked)
        if row.box is not None:
            style = self._styles.get("tick", is_asked=is_asked)
        self._sheet.data_validation(*place, *place, lists.validation(row.question, f"{Column.ANSWER}{self._row + 1}"))
        shown = tick_of(str(row.box), value) if row.box is not None else self._shown(row.question, value, lists)
        if isinstance(shown, str) and shown:
            self._sheet.write_string(*place, shown, style)
        elif isinstance(shown, int | float):
            self._sheet.write_number(*place, shown, style)
        else:
            self._sheet.write_blank(*place, None, style)

    def _shown(self, question: Question, value: Value | None, lists: Lists) -> int | float | str | None:
        if value is None or isinstance(value, list):
            return None
        if value == DONT_KNOW:
            return lists.dont_know
        return (
            self._text(question.choice(value), "label") if question.choices and not isinstance(value, float) else value
        )

    def _write_cells(self, texts: Sequence[str], names: Sequence[str], *, is_asked: bool = True) -> None:
        for column, cell, name in zip(WIDTHS, texts, names, strict=False):
            style = self._styles.get(name, is_asked=is_asked)
            if cell:
                self._sheet.write_string(self._row, column.place, cell, style)
            else:
                self._sheet.write_blank(self._row, column.place, None, style)
        self._sheet.set_row(self._row, row_height(texts, WIDTHS.values()))

    def _explanation(self, question: Question) -> str:
        unit = _("Unit: %(unit)s") % {"unit": self._text(question, "unit")} if question.unit else ""
        return f"{self._text(question, 'help')}\n{unit}".strip()

    def _is_asked(self, row: Row, way: Route) -> bool:
        choice = row.choice
        asked = way.truths[row.question.code] is Truth.TRUE
        return asked and (choice is None or choice_is_offered(choice, way))

    def _text(self, part: Shape, name: str) -> str:
        return translated(part, name, self._language)

    def _set_up(self) -> None:
        sheet = self._sheet
        for column, width in WIDTHS.items():
            sheet.set_column(column.place, column.place, width, None, {"hidden": column is Column.KEY})
        sheet.hide_gridlines(2)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        sheet.protect("", {"format_rows": True, "format_columns": True})
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.print_area(0, 0, self._row - 1, Column.NOTE.place)
        sheet.set_footer("&L&A&R&P / &N")


def tick_of(box: str, value: Value | None) -> str | None:
    """The mark in the cell of a box: none as long as the question has no answer."""
    if value is None:
        return None
    ticked = value if isinstance(value, list) else [value]
    return TICK if box in ticked else NO_TICK
