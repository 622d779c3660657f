"""What the cells of a question say: its value in the stored form, or why it is refused."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from survey.questionnaire.answers import DONT_KNOW, Value, check
from survey.questionnaire.document import Document, Question, QuestionType
from survey.questionnaire.numbers import integral, parse_number
from survey.questionnaire.refusals import InvalidAnswer, Reason
from survey.reasons import reason_in_words
from survey.workbook.display import displayed
from survey.workbook.layout import NO_TICK, TICK, rows_of_question
from survey.workbook.refusals import RefusedCell
from survey.workbook.sheet import Cell, CellKind

TICKS = frozenset({TICK, "✓", "✔", "1", "ja", "yes"})
NO_TICKS = frozenset({NO_TICK, "-", "—", "0", "nein", "no"})


def value_of(document: Document, question: Question, cells: Mapping[str, Cell], language: str) -> Value | None:
    """The value by the filled answer cells of a question, which come by the keys of their rows; None for none.

    Raises RefusedCell. An empty list: every box is marked as not ticked.
    """
    if not cells:
        return None
    for cell in cells.values():
        require_plain(cell)
    first = next(iter(cells.values()))
    try:
        if question.type is QuestionType.MULTIPLE:
            ticked = [
                str(row.box)
                for row in rows_of_question(question)
                if row.key in cells and row.takes_answer and is_ticked(cells[row.key])
            ]
            return check(question, ticked) or []
        return check(question, _typed(document, question, first, language))
    except InvalidAnswer as error:
        raise RefusedCell(first.reference, reason_in_words(error)) from error


def require_plain(cell: Cell) -> None:
    if cell.kind is CellKind.FORMULA:
        raise RefusedCell(cell.reference, _("Formulas are not taken over. Please enter the value itself."))
    if cell.kind is CellKind.ERROR:
        raise RefusedCell(cell.reference, _("The cell shows an error instead of a value."))


def is_ticked(cell: Cell) -> bool:
    mark = normal(_text(cell))
    if mark in TICKS:
        return True
    if not mark or mark in NO_TICKS:
        return False
    raise RefusedCell(cell.reference, _("Please enter x for yes or – for no."))


def _typed(document: Document, question: Question, cell: Cell, language: str) -> Value | None:
    if question.type in (QuestionType.TEXT, QuestionType.URL):
        text = displayed(cell, language).strip()
    else:
        text = _text(cell).strip()
    if question.dont_know and normal(text) in _labels_of_dont_know(document):
        return DONT_KNOW
    if question.choices:
        return _choice(question, text)
    if question.type is QuestionType.NUMBER and text:
        return _number(question, cell, language)
    return text


def _labels_of_dont_know(document: Document) -> set[str]:
    label = document.special_answers.dont_know
    return {normal(label.label), normal(label.label_en), DONT_KNOW}


def _choice(question: Question, text: str) -> str | None:
    """The code of the choice whose label, in one of the languages, or code this is."""
    wanted = normal(text)
    for name in ("label", "label_en", "code"):
        for choice in question.choices:
            if normal(getattr(choice, name)) == wanted:
                return choice.code
    if wanted:
        raise InvalidAnswer(Reason.UNKNOWN_CHOICE, value=text)
    return None


def _number(question: Question, cell: Cell, language: str) -> int | float:
    if cell.kind is CellKind.TEXT:
        return parse_number(cell.text, language, question.units)
    if cell.kind not in (CellKind.NUMBER, CellKind.PERCENT):
        raise InvalidAnswer(Reason.NOT_A_NUMBER)
    number = _stored_number(cell.text)
    # Typing "45 %" makes Excel store 0.45 and show it as a percentage.
    is_share = cell.kind is CellKind.PERCENT and question.unit == "%"
    return integral(round(number * 100, 9)) if is_share else number


def _stored_number(digits: str) -> int | float:
    try:
        return integral(float(digits))
    except (ValueError, OverflowError) as error:  # "nan" and "inf" are floats, but no answer
        raise InvalidAnswer(Reason.NOT_A_NUMBER) from error


def _text(cell: Cell) -> str:
    """As far as a choice or a mark can be meant by it: 1.0 is the answer 1, whatever its format."""
    if cell.kind is CellKind.NUMBER:
        try:
            return str(_stored_number(cell.text))
        except InvalidAnswer:
            return cell.text
    return cell.text


def normal(text: str) -> str:
    """Equal for texts that a person takes for the same: apart from capitals, spaces, apostrophes and a full stop."""
    return " ".join(text.replace("’", "'").casefold().split()).removesuffix(".")
