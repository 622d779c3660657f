"""The lists that answer cells offer: on a hidden sheet, because a cell itself holds no more than 255 characters."""

from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from survey.questionnaire.answers import MAX_TEXT_LENGTH
from survey.questionnaire.document import Document, Question, QuestionType, translated
from survey.workbook.layout import LISTS_SHEET, NO_TICK, TICK


class Lists:
    """Each list is a column of the hidden sheet; equal lists share one."""

    def __init__(self, book: Workbook, document: Document, language: str) -> None:
        self._sheet = book.add_worksheet(LISTS_SHEET)
        self._sheet.very_hidden()
        self._language = language
        self.dont_know = translated(document.special_answers.dont_know, "label", language)
        self._columns: dict[tuple[str, ...], str] = {}
        self._dont_know = self._range((self.dont_know,))

    def protect(self) -> None:
        self._sheet.protect()

    def validation(self, question: Question, cell: str) -> dict[str, Any]:
        """What Excel accepts in the answer cell of a question; a multiple choice has such a cell for each box."""
        wrong = {"error_title": _("Please check"), "error_message": _error(question)}
        if question.type is QuestionType.MULTIPLE:
            return wrong | {"validate": "list", "source": f"={self._range((TICK, NO_TICK))}"}
        if question.choices:
            return wrong | {"validate": "list", "source": f"={self._range(self._labels(question))}"}
        if question.type is QuestionType.NUMBER:
            return wrong | {"validate": "custom", "value": self._number(question, cell)}
        limit = question.max_length or MAX_TEXT_LENGTH
        return wrong | {"validate": "length", "criteria": "<=", "value": limit}

    def _labels(self, question: Question) -> tuple[str, ...]:
        labels = tuple(translated(choice, "label", self._language) for choice in question.choices)
        return (*labels, self.dont_know) if question.dont_know else labels

    def _number(self, question: Question, cell: str) -> str:
        number = f"AND(ISNUMBER({cell}),{cell}>={question.min},{cell}<={question.max})"
        return f"=OR({cell}={self._dont_know},{number})" if question.dont_know else f"={number}"

    def _range(self, labels: tuple[str, ...]) -> str:
        if labels not in self._columns:
            column = len(self._columns)
            for row, label in enumerate(labels):
                self._sheet.write_string(row, column, label)
            letter = xl_col_to_name(column)
            self._columns[labels] = f"{LISTS_SHEET}!${letter}$1:${letter}${len(labels)}"
        return self._columns[labels]


def _error(question: Question) -> str:
    if question.type is QuestionType.MULTIPLE:
        return _("Please enter x for yes or – for no.")
    if question.choices:
        return _("Please choose one of the answers in the list.")
    if question.type is QuestionType.NUMBER:
        return _("Please enter a number within the limits of the note.")
    return _("This text is too long.")
