"""How the workbook looks to the person who opens it, seen through another program."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation

from survey.actions import save_answers
from survey.questionnaire.routing import visible_codes
from survey.workbook.layout import Column, sheet_name
from survey.workbook.writing import write_workbook
from tests.factories import ResponseFactory
from tests.survey.workbook.conftest import question_of
from tests.survey.workbook.editing import Edited

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("https://example.org")', "https://example.org"]


def parts(data):
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_person_typed_is_never_a_formula_or_a_link(response, coordinator, document, text):
    code = next(question.code for question in document.questions if question.type == "text")
    save_answers(response=response, values={code: text}, by=coordinator)
    data = write_workbook(response)
    cell = Edited(data).cells[code]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    sheets = [text for name, text in parts(data).items() if name.startswith("xl/worksheets/sheet")]
    assert not any(re.search("<f[ >]|<hyperlink", sheet) for sheet in sheets)


def test_name_of_a_municipality_is_no_formula(response):
    response.municipality.name = "=1+1"
    response.municipality.save()
    sheet = Edited(write_workbook(response)).book.worksheets[0]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if "=1+1" in str(cell.value)] == ["s"]


def test_first_sheet_says_whose_workbook_it_is(response):
    sheet = Edited(write_workbook(response)).book.worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    for wanted in (str(response.municipality), response.municipality_id, response.wave.title):
        assert wanted in texts
    assert f"Fassung {response.wave.questionnaire.version}" in texts


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_section_has_a_sheet_in_the_language_of_the_page(response, document, language):
    with translation.override(language):
        book = Edited(write_workbook(response)).book
    names = [sheet_name(section, language) for section in document.sections]
    assert book.sheetnames[1:-2] == names
    assert all(len(name) <= 31 for name in names)
    assert [sheet.sheet_state for sheet in book.worksheets[-2:]] == ["veryHidden"] * 2


def test_every_question_and_every_box_has_a_row(response, document):
    cells = Edited(write_workbook(response)).cells
    for question in document.questions:
        assert question.code in cells
        if question.type == "multiple":
            assert all(f"{question.code}:{choice.code}" in cells for choice in question.choices)


def test_only_answer_cells_can_be_changed(response, document):
    book = Edited(write_workbook(response))
    for sheet in book.book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    multiple = {question.code for question in document.questions if question.type == "multiple"}
    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in book.book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {book.place(key) for key in book.cells if key not in multiple}


def test_choices_are_offered_as_labels_with_dont_know(response, document):
    question = question_of(document, type="single", dont_know=True)
    book = Edited(write_workbook(response))
    sheet, place = book.place(question.code)
    rule = next(rule for rule in book.book[sheet].data_validations.dataValidation if place in rule.sqref)
    name, cells = rule.formula1.split("!")
    offered = [row[0].value for row in book.book[name][cells.replace("$", "")]]
    assert offered == [*(choice.label for choice in question.choices), "Weiß nicht"]


def test_every_answer_cell_is_checked_by_excel(response, document):
    book = Edited(write_workbook(response))
    multiple = {question.code for question in document.questions if question.type == "multiple"}
    for key in book.cells.keys() - multiple:
        sheet, place = book.place(key)
        assert any(place in rule.sqref for rule in book.book[sheet].data_validations.dataValidation), key


def test_questions_not_asked_now_are_there_and_marked(response, document):
    book = Edited(write_workbook(response))
    asked = visible_codes(document, {})
    assert set(asked) != {question.code for question in document.questions}
    for question in document.questions:
        cell = book.cells[question.code]
        note = str(cell.offset(column=Column.NOTE.place - Column.ANSWER.place).value)
        assert note.startswith("Wird zurzeit nicht gefragt") == (question.code not in asked)


def test_numbers_are_numbers(response, coordinator, document):
    question = next(q for q in document.questions if q.type == "number" and q.step == 0.1)
    save_answers(response=response, values={question.code: 2.5}, by=coordinator)
    cell = Edited(write_workbook(response)).cells[question.code]
    assert (cell.value, cell.data_type, cell.number_format) == (2.5, "n", "#,##0.0")


def test_workbook_asks_the_database_a_few_times(filled, django_assert_max_num_queries):
    ResponseFactory(wave=filled.wave)
    with django_assert_max_num_queries(4):
        write_workbook(filled)
