"""How the cells of a workbook look, and which of them are locked."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from survey.questionnaire.document import Question, QuestionType

PRIMARY, TINT, LINE, MUTED, ANSWER, HEADING = "#0B4F6C", "#EAF2F5", "#C9D6DC", "#5B6B73", "#FFFBE6", "#D7E6EC"
BASE = {"font_name": "Calibri", "font_size": 11, "text_wrap": True, "valign": "top"}
CELL = {"border": 1, "border_color": LINE}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_size": 16, "bold": True, "font_color": PRIMARY, "text_wrap": False},
    "lead": {"font_color": MUTED, "text_wrap": False},
    "text": {},
    "fact": {"bold": True},
    "head": CELL | {"bold": True, "bg_color": PRIMARY, "font_color": "#FFFFFF"},
    "group": CELL | {"bold": True, "bg_color": HEADING},
    "group_text": CELL | {"bg_color": HEADING},
    "cell": CELL,
    "question": CELL | {"bold": True},
    "code": CELL | {"font_color": MUTED},
    "note": CELL | {"font_color": MUTED, "font_size": 10},
    "box": CELL | {"indent": 2},
    "blocked": CELL | {"bg_color": TINT},
    "answer": CELL | {"bg_color": ANSWER, "locked": False, "num_format": "@", "quote_prefix": True, "align": "left"},
    "tick": CELL | {"bg_color": ANSWER, "locked": False, "num_format": "@", "align": "center"},
}
TITLE_HEIGHT, LINE_HEIGHT = 24, 15  # points
NOT_ASKED = {"font_color": MUTED, "italic": True, "bg_color": "#F3F4F5"}


class Styles:
    """The formats of one workbook, made when they are first needed."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[str, str, bool], Format] = {}

    def __getitem__(self, name: str) -> Format:
        return self.get(name)

    def get(self, name: str, *, number: str = "", is_asked: bool = True) -> Format:
        key = (name, number, is_asked)
        if key not in self._formats:
            properties = BASE | STYLES[name] | ({"num_format": number} if number else {})
            self._formats[key] = self._book.add_format(properties if is_asked else properties | NOT_ASKED)
        return self._formats[key]

    def answer(self, question: Question, *, is_asked: bool) -> Format:
        number = number_format_of(question) if question.type is QuestionType.NUMBER else ""
        return self.get("answer", number=number, is_asked=is_asked)


def row_height(texts: Iterable[str], widths: Iterable[int]) -> int:
    """Roughly, in points, for texts in columns of these widths: not every program grows rows with locked cells."""
    lines = [
        sum(1 + len(line) // (width + 4) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    ]
    return max(lines) * LINE_HEIGHT + 3


def number_format_of(question: Question) -> str:
    """As many decimals as the step has; Excel shows it with the separators of the person's language."""
    exponent = Decimal(str(question.step)).as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")
