"""Everything that the Atlas knows of a wave, in one workbook."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atlas import datasets, frames
from atlas.columns import AGS
from atlas.copying import copy_out
from atlas.exports import file_name
from atlas.jobs.about import Entry, write_about
from atlas.jobs.all_cards import all_cards
from atlas.jobs.kinds import File, JobKind, Order
from atlas.sheets import Plain, Sheet, sheet_of_card, sheet_of_frame
from atlas.tables import Kind
from atlas.workbook import XLSX, Book
from survey.models import Wave
from survey.questionnaire.document import Document, QuestionType

TOWNS_AT_ONCE = 500  # returns of which one part holds the answers

DATASETS = {
    "municipalities": datasets.municipalities,
    "districts": datasets.districts,
    "districts-inhabitants": lambda wave: datasets.districts(wave, "inhabitants"),
    "participation": datasets.participation,
    "reliability": datasets.reliability,
    "questions": datasets.questions,
}
ANSWERS, CARD = "answers/", "card/"  # how the keys of these parts begin
NUMBERS = (QuestionType.NUMBER, QuestionType.SCALE, QuestionType.PRIORITY)


def keys(wave: Wave) -> list[str]:
    answers = [f"{ANSWERS}{number}" for number, _towns in enumerate(_blocks(wave))]
    return [*DATASETS, *answers, *(CARD + key for key in all_cards(wave))]


def _blocks(wave: Wave) -> list[list[str]]:
    """Keys of those that handed in, a part's worth at a time; one empty block before anybody has."""
    towns = sorted(frames.returns(wave)[AGS])
    return [towns[first : first + TOWNS_AT_ONCE] for first in range(0, len(towns) or 1, TOWNS_AT_ONCE)]


def make(wave: Wave, key: str) -> bytes:
    """A sheet as JSON, or answers as CSV."""
    if key in DATASETS:
        return sheet_of_frame(DATASETS[key](wave)).to_bytes()
    if key.startswith(ANSWERS):
        towns = _blocks(wave)[int(key.removeprefix(ANSWERS))]
        parameters = datasets.answers_parameters(wave, towns, is_guarded=False)
        return b"".join(copy_out(datasets.ANSWERS, parameters))
    return sheet_of_card(all_cards(wave)[key.removeprefix(CARD)]()).to_bytes()


def assemble(order: Order, parts: Iterable[tuple[str, bytes]]) -> File:
    """The workbook; its first sheet tells of the others, so it is filled in last."""
    kept = list(parts)
    entries: list[Entry] = []
    with Book() as book:
        about = book.page(_("About"))
        for key, title, sheet in _sheets(order.wave, kept):
            entries.append(Entry(key, sheet.lines[0] if sheet.lines else title, book.add(title, sheet)))
        write_about(about, book, order, entries)
    return File(file_name(order.wave, "everything", "xlsx"), XLSX, book.content)


def _sheets(wave: Wave, parts: list[tuple[str, bytes]]) -> Iterator[tuple[str, str, Sheet]]:
    """Key, title and sheet; the parts with answers become one."""
    titles = dataset_titles()
    answers = [content for key, content in parts if key.startswith(ANSWERS)]
    for key, content in parts:
        if key == f"{ANSWERS}0":
            yield "answers", titles["answers"], answers_sheet(answers, wave.questionnaire.document)
        elif not key.startswith(ANSWERS):
            sheet = Sheet.from_bytes(content)
            yield key, titles.get(key) or sheet.lines[0], sheet


def dataset_titles() -> dict[str, str]:
    return {
        "municipalities": _("Municipalities"),
        "districts": _("Districts"),
        "districts-inhabitants": _("Districts, per inhabitant"),
        "participation": _("Participation"),
        "reliability": _("Reliability"),
        "questions": _("Questions"),
        "answers": _("Answers"),
    }


def answers_sheet(parts: list[bytes], document: Document) -> Sheet:
    """The rows of all parts, read while they are written."""
    head = next(_rows_of(parts[0]))
    return Sheet((), tuple(head), (Kind.TEXT,) * len(head), _typed_rows(parts, head, document))


def _typed_rows(parts: list[bytes], head: list[str], document: Document) -> Iterator[list[Plain]]:
    numbers = {question.code for question in document.questions if question.type in NUMBERS}
    question, value = head.index("question"), head.index("value")
    for part in parts:
        rows = _rows_of(part)
        next(rows)  # the headings
        for row in rows:
            cells: list[Plain] = [text or None for text in row]
            if row[question] in numbers:
                cells[value] = _number(row[value])
            yield cells


def _rows_of(part: bytes) -> Iterator[list[str]]:
    return csv.reader(StringIO(part.decode(), newline=""))


def _number(text: str) -> Plain:
    """Also a scale may say that it does not apply."""
    try:
        return float(text)
    except ValueError:
        return text or None


KIND = JobKind(
    name="everything",
    title=gettext_lazy("Everything in one workbook"),
    description=gettext_lazy(
        "All scores, means, participation, answers and the tables behind all charts as an Excel file."
    ),
    keys=keys,
    make=make,
    assemble=assemble,
)
