"""What stands on paper, in words and in one language: the same for the print page and for the PDF."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """How an answer is to be read: given, left open, or still required."""

    GIVEN = "given"
    OPEN = "open"
    MISSING = "missing"


@dataclass(frozen=True)
class PrintedAnswer:
    """An answer in words, as lines. `warnings` ask to look again."""

    mark: Mark
    lines: list[str]
    warnings: list[str] = field(default_factory=list)
    evidence: str = ""


@dataclass(frozen=True)
class Box:
    """Something to tick on paper; `note` says when it may be ticked."""

    label: str
    note: str = ""


@dataclass(frozen=True)
class Space:
    """Where to answer on paper: boxes, of which one or several are ticked, or lines to write on."""

    boxes: list[Box]
    takes_several: bool = False
    in_a_row: bool = False
    lines: int = 0
    unit: str = ""


@dataclass(frozen=True)
class PrintedQuestion:
    """A question with its answer (a return) or with a space to answer (the empty questionnaire)."""

    code: str
    text: str
    help: str = ""
    notes: list[str] = field(default_factory=list)
    answer: PrintedAnswer | None = None
    space: Space | None = None


@dataclass(frozen=True)
class PrintedTable:
    """Consecutive questions with the same choices: a row for each question, a column for each choice."""

    prompt: str
    heads: list[str]
    rows: list[PrintedQuestion]


@dataclass(frozen=True)
class PrintedSection:
    """Questions and tables in their order; `skipped` says in words which questions were not asked."""

    title: str
    description: str
    items: list[PrintedQuestion | PrintedTable]
    skipped: str = ""


@dataclass(frozen=True)
class Printout:
    """A return or the empty questionnaire, ready to be printed.

    `state` stands on every page ("Draft, not handed in"), `facts` on the first; `name` is part of the file's name.
    """

    title: str
    municipality: str
    wave: str
    state: str
    facts: list[tuple[str, str]]
    intro: list[str]
    sections: list[PrintedSection]
    language: str
    at: datetime
    name: str
