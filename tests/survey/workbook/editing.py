"""A downloaded workbook as a person edits it, with another program than the one that wrote it."""

import warnings
from io import BytesIO

from openpyxl import load_workbook

from survey.workbook.layout import Column


class Edited:
    """`edited[key] = value` fills the answer cell of a row."""

    def __init__(self, data):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = load_workbook(BytesIO(data))
        self.cells = {
            row[Column.KEY.place].value: row[Column.ANSWER.place]
            for sheet in self.book.worksheets
            if sheet.sheet_state == "visible"
            for row in sheet.iter_rows(min_row=5)
            if len(row) > Column.KEY.place and row[Column.KEY.place].value
        }

    def __getitem__(self, key):
        return self.cells[key].value

    def __setitem__(self, key, value):
        self.cells[key].value = value

    def place(self, key):
        """Sheet and cell."""
        return self.cells[key].parent.title, self.cells[key].coordinate

    def fill(self, question, value):
        """The answer as a person enters it: labels, numbers, marks."""
        if question.type == "multiple":
            for choice in question.choices:
                self[f"{question.code}:{choice.code}"] = "x" if choice.code in value else "–"
            if question.dont_know:
                self[f"{question.code}:_dk"] = "x" if value == "_dk" else None
                if value == "_dk":
                    for choice in question.choices:
                        self[f"{question.code}:{choice.code}"] = None
        elif value == "_dk":
            self[question.code] = "Weiß nicht"
        else:
            self[question.code] = question.choice(value).label if question.choices else value

    def save(self):
        target = BytesIO()
        self.book.save(target)
        return target.getvalue()
