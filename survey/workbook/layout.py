"""Where everything stands in a workbook: the writer puts it there, the reader looks for it there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.checksums import checksum
from survey.questionnaire.answers import DONT_KNOW, Value
from survey.questionnaire.document import Choice, Question, QuestionType, Section, translated

FORMAT = "1"  # of the sheets; a workbook of another one is not read
MACHINE_SHEET = "_atlas"
LISTS_SHEET = "_lists"
MAX_SHEET_NAME = 31
TICK, NO_TICK = "x", "–"


class Column(StrEnum):
    """Of a section's sheet; the last one is hidden and tells the reader what a row is about."""

    CODE = "A"
    QUESTION = "B"
    HELP = "C"
    ANSWER = "D"
    NOTE = "E"
    KEY = "F"

    @property
    def place(self) -> int:
        """Counted from 0, as the writer counts."""
        return list(Column).index(self)


class Mark(StrEnum):
    """What a row of the machine sheet holds: its name in the first column, its values in the next ones."""

    FORMAT = "format"
    AGS = "ags"
    WAVE = "wave"
    CHECKSUM = "checksum"
    VERSION = "version"
    LANGUAGE = "language"
    ANSWER = "answer"  # code, revision, fingerprint


@dataclass(frozen=True)
class Row:
    """A question, or one box of a multiple choice: a choice, or "don't know" where neither is None."""

    question: Question
    box: str | None = None

    @property
    def key(self) -> str:
        return self.question.code if self.box is None else f"{self.question.code}:{self.box}"

    @property
    def takes_answer(self) -> bool:
        """The first row of a multiple choice only asks; its boxes stand below."""
        return self.box is not None or self.question.type is not QuestionType.MULTIPLE

    @property
    def choice(self) -> Choice | None:
        return None if self.box in (None, DONT_KNOW) else self.question.choice(str(self.box))


def rows_of(section: Section) -> list[Row]:
    return [row for question in section.questions for row in rows_of_question(question)]


def rows_of_question(question: Question) -> list[Row]:
    rows = [Row(question)]
    if question.type is QuestionType.MULTIPLE:
        rows += [Row(question, choice.code) for choice in question.choices]
        rows += [Row(question, DONT_KNOW)] if question.dont_know else []
    return rows


def sheet_name(section: Section, language: str) -> str:
    """Code and title, as much of it as fits into the name of a sheet, cut between words."""
    name = re.sub(r"[\[\]:*?/\\']", " ", f"{section.code} {translated(section, 'title', language)}")
    words = name.split()
    while len(" ".join(words)) > MAX_SHEET_NAME or not words[-1][-1].isalnum():
        words.pop()
    return " ".join(words)


def fingerprint(value: Value | None) -> str:
    """Tells whether an answer in a workbook is still the one that was written there."""
    content: Mapping[str, Any] = {"value": value}
    return checksum(content)[:16]
