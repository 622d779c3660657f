"""What is no workbook of this return is refused as a whole: quickly, in little memory, and in words."""

import json
import os
import random
import subprocess
import sys
from contextlib import suppress

import pytest
from django.conf import settings

from survey.workbook.entries import entries_of
from survey.workbook.layout import MACHINE_SHEET
from survey.workbook.reading import read_workbook
from survey.workbook.refusals import Unusable
from survey.workbook.writing import write_workbook
from tests.factories import QuestionnaireFactory, ResponseFactory
from tests.survey.workbook.editing import Edited
from tests.survey.workbook.hostile import hostile_files

SECONDS, MEGABYTES = 1, 100
DAMAGED = "keine Excel-Arbeitsmappe"
REFUSALS = {
    "bomb": "weit mehr als der Fragebogen",
    "bomb that states a small size": "keine Excel-Arbeitsmappe",
    "million rows": "größer als 2 MB",
    "as many rows as the size allows": "mehr Zeilen als der Fragebogen",
    "rows far apart": DAMAGED,
    "as many cells as the size allows": DAMAGED,
    "one part for all sheets": "keine Excel-Arbeitsmappe",
    "deep": "",  # unknown elements are passed over
    "entities": "keine Excel-Arbeitsmappe",
    "large styles": "weit mehr als der Fragebogen",
    "many parts": "weit mehr als der Fragebogen",
    "macros": "enthält Makros",
    "large file": "größer als 2 MB",
    "no zip": "keine Excel-Arbeitsmappe",
    "old format": "altes Excel-Format",
    "encrypted": "mit einem Kennwort geschützt",
    "zip of something else": "keine Excel-Arbeitsmappe",
    "cut off": "keine Excel-Arbeitsmappe",
    # rows and cells
    "row two thousand million": DAMAGED,
    "row zero": DAMAGED,
    "row below zero": DAMAGED,
    "row and a half": DAMAGED,
    "row of ten thousand digits": DAMAGED,
    "row without a number": DAMAGED,
    "row of other digits": DAMAGED,
    "row twice": DAMAGED,
    "rows in disorder": DAMAGED,
    "cell of another row": DAMAGED,
    "cell far out": DAMAGED,
    "cell beyond all letters": DAMAGED,
    "cell without letters": DAMAGED,
    "cell without digits": DAMAGED,
    "cell twice": DAMAGED,
    "text beyond the table": DAMAGED,
    "text before the table": DAMAGED,
    "style beyond the table": DAMAGED,
    "number of ten thousand digits": DAMAGED,
    "number that is none": DAMAGED,
    "date that is none": DAMAGED,
    "truth that is none": DAMAGED,
    # beside the rows: what is not read needs no refusal
    "many merged cells": "",
    "many places of a list": "",
    "many colours by rule": "",
    "many links": "",
    "column beyond all letters": "",
    "dimensions of a world": "",
    "copies of a long formula": "mehr Zeilen als der Fragebogen",
    "many names": "",
    "titles that never end": "",
    "many runs of a text": "",
    "two thousand million texts": "",
    "sheets elsewhere": DAMAGED,
    "sheets on the web": DAMAGED,
    "sheets under one name": DAMAGED,
    "other letters": DAMAGED,
    "last rows with nothing": "",  # as LibreOffice writes them
    "last rows with something": "mehr Zeilen als der Fragebogen",
}


@pytest.fixture
def machine(edit):
    """The workbook, and the cell of its machine sheet that stands beside a mark."""
    book = edit()

    def cell(mark):
        return next(row[1] for row in book.book[MACHINE_SHEET].iter_rows() if row[0].value == mark)

    return book, cell


def test_hostile_files_are_refused_quickly_and_in_little_memory(filled, origin, tmp_path):
    for name, content in hostile_files(write_workbook(filled)).items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-m", "tests.survey.workbook.hostile", tmp_path, *vars(origin).values()]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "smartregion.settings"}
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    results = json.loads(done.stdout)
    assert results.keys() == REFUSALS.keys()
    for name, (refusal, seconds, megabytes) in results.items():
        assert REFUSALS[name] in refusal, name
        assert bool(REFUSALS[name]) == bool(refusal), name
        assert seconds < SECONDS, f"{name}: {seconds:.1f} s"
        assert megabytes < MEGABYTES, f"{name}: {megabytes:.0f} MB"


def test_damaged_workbooks_never_are_an_error(filled, read):
    data = write_workbook(filled)
    for seed in range(60):
        noise, damaged = random.Random(seed), bytearray(data)
        for _count in range(10):
            damaged[noise.randrange(len(damaged))] = noise.randrange(256)
        with suppress(Unusable):
            read(bytes(damaged))


@pytest.mark.parametrize(
    ("mark", "value", "words"),
    [
        ("format", "99", "aus einer anderen Fassung"),
        ("ags", "08115003", "gehört zu einer anderen Kommune (08115003 statt"),
        ("ags", "=1+1", "gehört zu einer anderen Kommune"),
        ("wave", "atlas-2019", "gehört zu einer anderen Erhebung"),
        ("checksum", "0" * 64, "Der Fragebogen hat sich geändert"),
    ],
)
def test_workbook_of_something_else_is_refused(machine, read, mark, value, words):
    book, cell = machine
    cell(mark).value = value
    with pytest.raises(Unusable) as refused:
        read(book.save())
    assert words in str(refused.value)


def test_sheet_of_another_questionnaire_is_refused(response, read, document):
    other = ResponseFactory(wave__questionnaire=QuestionnaireFactory(version="2019.1"))
    with pytest.raises(Unusable, match="gehört zu einer anderen Kommune"):
        read(write_workbook(other))


def test_workbook_without_machine_sheet_was_not_downloaded_here(edit, read):
    book = edit()
    book.book.remove(book.book[MACHINE_SHEET])
    with pytest.raises(Unusable, match="stammt nicht von hier"):
        read(book.save())


def test_row_that_stands_twice_counts_once_and_is_named(filled, document, origin):
    book = Edited(write_workbook(filled))
    sheet = book.book.worksheets[1]
    key = next(key for key, cell in book.cells.items() if cell.parent is sheet and cell.value)
    row = [cell.value for cell in sheet[book.cells[key].row]]
    sheet.append(row)
    entries = entries_of(document, read_workbook(book.save(), document, origin))
    refused = [entry for entry in entries if not entry.code]
    assert [entry.cell for entry in refused] == [f"D{sheet.max_row}"]
    assert "kommt zweimal vor" in refused[0].reason
