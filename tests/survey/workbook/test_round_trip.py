"""What is written into a workbook is read back as the same; what a person changes arrives as the right value."""

import pytest
from django.utils import translation

from survey.actions import save_answers
from survey.questionnaire.answers import DONT_KNOW
from survey.workbook.writing import write_workbook
from tests.factories import complete_answers
from tests.survey.workbook.conftest import question_of
from tests.survey.workbook.editing import Edited


@pytest.mark.parametrize("language", ["de", "en"])
def test_unchanged_workbook_says_what_the_return_says(filled, read, language):
    with translation.override(language):
        data = write_workbook(filled)
    entries = read(data)
    assert {code: entry.value for code, entry in entries.items()} == filled.answer_values()
    assert not any(entry.is_touched or entry.reason for entry in entries.values())


def test_workbook_saved_by_another_program_says_the_same(filled, read, edit):
    assert {code: entry.value for code, entry in read(edit().save()).items()} == filled.answer_values()


def test_empty_workbook_says_nothing(response, read):
    assert read(write_workbook(response)) == {}


def test_workbook_knows_the_revisions_it_was_built_on(filled, read, coordinator, document):
    code = question_of(document, type="scale").code
    for value in (1, 2, 3):
        save_answers(response=filled, values={code: value}, by=coordinator)
    assert read(write_workbook(filled))[code].revision == filled.answers.get(code=code).revision


@pytest.mark.parametrize("seed", range(2, 8))
def test_every_question_filled_in_arrives(response, read, edit, document, seed):
    answers = complete_answers(document, seed=seed)
    book = edit()
    for code, value in answers.items():
        book.fill(document.question(code), value)
    entries = read(book.save())
    assert {code: entry.value for code, entry in entries.items()} == answers
    assert all(entry.is_touched and entry.revision == 0 for entry in entries.values())


def test_every_choice_of_every_question_arrives_in_both_languages_and_as_code(response, read, edit, document):
    for name in ("label", "label_en", "code"):
        for place in range(10):
            book, wanted = edit(), {}
            for question in document.questions:
                if question.choices and question.type != "multiple" and place < len(question.choices):
                    choice = question.choices[place]
                    book[question.code] = getattr(choice, name)
                    wanted[question.code] = question.value_of(choice)
            if wanted:
                assert {code: entry.value for code, entry in read(book.save()).items()} == wanted


def test_dont_know_arrives_wherever_it_is_offered(response, read, edit, document):
    offering = [question for question in document.questions if question.dont_know]
    book = edit()
    for question in offering:
        book.fill(question, DONT_KNOW)
    assert {code: entry.value for code, entry in read(book.save()).items()} == {
        question.code: DONT_KNOW for question in offering
    }


@pytest.mark.parametrize("typed", ["Weiß nicht", "weiß  nicht ", "Don’t know", "don't know"])
def test_dont_know_is_understood_as_people_type_it(response, read, edit, document, typed):
    code = question_of(document, type="scale", dont_know=True).code
    book = edit()
    book[code] = typed
    assert read(book.save())[code].value == DONT_KNOW


@pytest.mark.parametrize(("typed", "value"), [(1234.5, 1234.5), (7, 7), (7.0, 7), ("1.234,5", 1234.5), ("0,5", 0.5)])
def test_number_arrives_as_typed_in_german(response, read, edit, document, typed, value):
    question = next(q for q in document.questions if q.type == "number" and q.step == 0.1)
    book = edit()
    book[question.code] = typed
    entry = read(book.save())[question.code]
    assert (entry.value, entry.reason) == ((value, "") if value <= question.max else (None, entry.reason))


def test_percentage_typed_with_its_sign_arrives_in_percent(response, read, edit, document):
    question = next(q for q in document.questions if q.type == "number" and q.unit == "%")
    book = edit()
    book[question.code] = 0.45
    book.cells[question.code].number_format = "0%"
    assert read(book.save())[question.code].value == 45


def test_date_is_no_number(response, read, edit, document):
    question = next(q for q in document.questions if q.type == "number" and q.unit != "%")
    book = edit()
    book[question.code] = 45
    book.cells[question.code].number_format = "dd.mm.yyyy"
    assert "Zahl" in read(book.save())[question.code].reason


def test_unticked_boxes_may_be_empty(response, read, edit, document):
    question = question_of(document, type="multiple")
    choice = question.choices[1]
    book = edit()
    book[f"{question.code}:{choice.code}"] = " X "
    assert read(book.save())[question.code].value == [choice.code]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 711",
        "-1",
        "@home",
        "\tTab",
        "'quoted",
        "_x0041_ & <b>",
        "a\nb",
        "💡",
        "http://example.org",
        "007",
        "TRUE",
    ],
)
def test_any_text_survives_the_way_there_and_back(response, read, coordinator, document, text):
    code = next(question.code for question in document.questions if question.type == "text")
    save_answers(response=response, values={code: text}, by=coordinator)
    entry = read(write_workbook(response))[code]
    assert (entry.value, entry.is_touched) == (text.strip(), text != text.strip())


def test_rows_that_a_person_added_do_not_disturb(filled, read):
    book = Edited(write_workbook(filled))
    sheet = book.book.worksheets[1]
    sheet.insert_rows(8, amount=3)
    sheet["D8"] = "Notiz für mich"
    assert {code: entry.value for code, entry in read(book.save()).items()} == filled.answer_values()
