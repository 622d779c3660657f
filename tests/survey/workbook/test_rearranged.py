"""A workbook that was rearranged: everything is found by its codes, and what is not read is named with its place."""

from random import Random

import pytest

from survey.workbook.entries import entries_of
from survey.workbook.layout import Column, sheet_name
from survey.workbook.reading import read_workbook
from tests.survey.workbook.conftest import question_of


@pytest.fixture
def told(document, origin):
    """What a workbook says by question, and beside it (sheet, cell, reason) of what was not read."""

    def read_file(book):
        entries = entries_of(document, read_workbook(book.save(), document, origin))
        values = {entry.code: entry.value for entry in entries if entry.code and not entry.reason}
        return values, [(entry.sheet, entry.cell, entry.reason) for entry in entries if entry.reason]

    return read_file


@pytest.fixture
def book(filled, edit):
    return edit()


@pytest.fixture
def sheet(book, document):
    """Of the first section with a question of several answers."""
    question = question_of(document, type="multiple")
    return book.cells[f"{question.code}:{question.choices[0].code}"].parent


def codes_of(sheet, document):
    section = next(section for section in document.sections if sheet_name(section, "de") == sheet.title)
    return {question.code for question in section.questions}


def rows_of_sheet(sheet, first=5):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_col=6)]


def copy_of(sheet):
    twin = sheet.parent.create_sheet(f"{sheet.title[:20]} (2)")
    for row in sheet.iter_rows():
        for cell in row:
            twin[cell.coordinate] = cell.value
    return twin


def put_back(sheet, rows, first=5, columns=range(1, 7)):
    for number, row in enumerate(rows, start=first):
        for column in columns:
            sheet.cell(number, column).value = row[column - 1]


def test_lost_keys_are_replaced_by_codes_and_labels(filled, book, told):
    for sheet in book.book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.delete_cols(6)
    assert told(book) == (filled.answer_values(), [])


def test_lost_codes_are_replaced_by_keys(filled, book, sheet, told):
    for row in sheet.iter_rows(min_row=5, max_col=1):
        row[0].value = None
    assert told(book) == (filled.answer_values(), [])


def test_sheet_without_keys_and_codes_is_named(filled, book, sheet, told, document):
    for row in sheet.iter_rows(min_row=5, max_col=6):
        row[0].value = row[5].value = None
    values, unread = told(book)
    lost = codes_of(sheet, document)
    assert values == {code: value for code, value in filled.answer_values().items() if code not in lost}
    assert {(name, cell) for name, cell, _reason in unread} == {(sheet.title, "")}


def test_row_without_key_and_code_is_named_with_its_cell(filled, book, told, document):
    question = question_of(document, type="scale")
    cell = book.cells[question.code]
    cell.parent[f"A{cell.row}"].value = cell.parent[f"F{cell.row}"].value = None
    values, unread = told(book)
    assert values == {code: value for code, value in filled.answer_values().items() if code != question.code}
    assert [(name, place) for name, place, _reason in unread] == [(cell.parent.title, cell.coordinate)]


@pytest.mark.parametrize("with_keys", [True, False])
def test_sorted_rows_are_found(filled, book, sheet, told, with_keys):
    """With the hidden column or, where only what can be seen is sorted, without it: then boxes lose their question."""
    rows = rows_of_sheet(sheet)
    mixed = Random(1).sample(rows, len(rows))
    put_back(sheet, mixed, columns=range(1, 7 if with_keys else 6))
    values, unread = told(book)
    if with_keys:
        assert (values, unread) == (filled.answer_values(), [])
        return
    wrong = {code: value for code, value in values.items() if filled.answer_values()[code] != value}
    assert wrong == {}
    assert {name for name, _cell, _reason in unread} == {sheet.title}


def test_renamed_sheet_is_found_by_its_codes(filled, book, sheet, told):
    sheet.title = "Notizen"
    assert told(book) == (filled.answer_values(), [])


def test_all_sheets_renamed_and_in_another_order_say_the_same(filled, book, told):
    for number, sheet in enumerate(book.book.worksheets):
        if sheet.sheet_state == "visible":
            sheet.title = f"Blatt {number}"
    book.book._sheets.reverse()
    values, unread = told(book)
    assert values == filled.answer_values()
    assert [name for name, _cell, _reason in unread] == ["Blatt 0"]  # the instructions, which nobody knows by this name


def test_missing_sheet_is_named_and_the_others_are_read(filled, book, sheet, told, document):
    book.book.remove(sheet)
    values, unread = told(book)
    gone = codes_of(sheet, document)
    assert values == {code: value for code, value in filled.answer_values().items() if code not in gone}
    [(name, cell, reason)] = unread
    assert (name, cell) == (sheet.title, "")
    assert "keine Frage" in reason


def test_answer_in_a_copy_counts_where_the_first_sheet_was_left_alone(filled, book, told, document):
    question = question_of(document, type="scale")
    twin = copy_of(book.cells[question.code].parent)
    other = next(
        choice for choice in question.choices if question.value_of(choice) != filled.answer_values()[question.code]
    )
    twin[book.cells[question.code].coordinate] = other.label
    values, unread = told(book)
    assert values == filled.answer_values() | {question.code: question.value_of(other)}
    assert unread == []


def test_copy_that_says_something_else_is_named(filled, book, told, document):
    question = question_of(document, type="scale")
    sheet = book.cells[question.code].parent
    twin = copy_of(sheet)
    first, second = [c for c in question.choices if question.value_of(c) != filled.answer_values()[question.code]][:2]
    book[question.code] = first.label
    cell = book.cells[question.code].coordinate
    twin[cell] = second.label
    values, unread = told(book)
    assert values == filled.answer_values() | {question.code: question.value_of(first)}
    [(name, place, reason)] = unread
    assert (name, place) == (twin.title, cell)
    assert sheet.title in reason
    assert question.code in reason


def test_rows_that_a_person_added_are_named_where_they_hold_an_answer(filled, book, told):
    sheet = book.book.worksheets[1]
    sheet.insert_rows(8, amount=3)
    sheet["B8"], sheet["D9"] = "Nur für mich", "Hier steht die Antwort"
    values, unread = told(book)
    assert values == filled.answer_values()
    [(name, cell, _reason)] = unread
    assert (name, cell) == (sheet.title, "D9")


@pytest.mark.parametrize("place", [1, 3, 6])
def test_inserted_columns_move_nothing(filled, book, told, place):
    for sheet in book.book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.insert_cols(place, amount=2)
    values, unread = told(book)
    assert (values, unread) == (filled.answer_values(), [])


def test_own_sheet_with_codes_is_taken_for_no_answers(filled, book, told, document):
    notes = book.book.create_sheet("Wer macht was")
    notes["A1"], notes["D1"] = question_of(document, type="text").code, "Frau Maier fragen"
    values, unread = told(book)
    assert values == filled.answer_values()
    assert [(name, cell) for name, cell, _reason in unread] == [("Wer macht was", "")]


def test_question_with_a_missing_box_is_not_taken_for_unticked(filled, book, told, document):
    question = question_of(document, type="multiple")
    cell = book.cells[f"{question.code}:{question.choices[0].code}"]
    cell.parent.delete_rows(cell.row)
    values, unread = told(book)
    assert question.code not in values
    assert any("fehlen" in reason for _name, _cell, reason in unread)


@pytest.mark.parametrize("typed", ["str-06", " STR-06 "])
def test_code_is_found_in_whatever_case_it_stands(filled, book, told, typed):
    cell = book.cells["STR-06"]
    cell.parent[f"{Column.CODE}{cell.row}"] = typed
    assert told(book) == (filled.answer_values(), [])
