"""What is written into a workbook is read back as the same; what a person changes arrives as the right value."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import translation

from survey.actions import save_answers
from survey.questionnaire.answers import DONT_KNOW
from survey.workbook.writing import write_workbook
from tests.factories import complete_answers
from tests.survey.workbook.conftest import question_of
from tests.survey.workbook.editing import Edited
from tests.survey.workbook.hostile import packed, parts_of


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
        "_x000B_",
        "_x005F_x000B_",
        "x_x005F_",
        "_x005F_x000B_x0041_",
        "<r><t>x</t></r>",
        "<r>&",
        "<r></r>",
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


def written_by_excel(response, document, typed):
    """The workbook with a text as Excel writes it into the file, in the table of texts and in the cell itself."""
    code = next(question.code for question in document.questions if question.type == "text")
    book = Edited(write_workbook(response))
    book[code] = "@text@"
    parts = parts_of(book.save())
    in_table = {name: part.replace(b"@text@", typed.encode()) for name, part in parts.items()}
    sheet, cell = book.place(code)
    place = re.compile(rb'<c r="%s"[^>]*>.*?</c>' % cell.encode())
    content = b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (cell.encode(), typed.encode())
    name = f"xl/worksheets/sheet{book.book.sheetnames.index(sheet) + 1}.xml"
    assert place.search(parts[name])
    return code, [packed(in_table), packed(parts | {name: place.sub(content, parts[name])})]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("eins_x000B_zwei", "eins\nzwei"),
        ("eins_x000C_zwei", "eins\nzwei"),
        ("eins_x000D_\nzwei", "eins\nzwei"),
        ("eins_x2028_zwei_x0085_drei", "eins\nzwei\ndrei"),
        ("Glo_x0007_cke_x0000_", "Glocke"),
        ("_x00e4_hnlich", "ähnlich"),
        ("_xD83D__xDCA1_", "💡"),
        ("halb _xD83D_", "halb \ufffd"),
        ("_x005F_x000B_", "_x000B_"),
        ("_x005F__x000B_x", "_\nx"),
        ("_x00B_ _x000G_ x000B_", "_x00B_ _x000G_ x000B_"),
        ("_x200B__xFEFF_", None),
    ],
)
def test_escaped_sign_of_a_workbook_arrives_as_it_was_typed(response, read, document, written, value):
    code, files = written_by_excel(response, document, written)
    for data in files:
        entry = read(data).get(code)
        assert (entry.value if entry else None) == value


def test_cell_with_nothing_to_see_is_empty(filled, read, document):
    book = Edited(write_workbook(filled))
    for key in book.cells:
        book[key] = "\u00a0\u200b\ufeff\u00ad\ufe0f"
    assert read(book.save()) == {}


FORMATS = [
    (datetime(2026, 5, 3), "dd.mm.yyyy", "03.05.2026"),
    (datetime(2026, 5, 3), "mm-dd-yy", "03.05.2026"),  # the one that every country displays in its own way
    (datetime(2026, 5, 3), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "Sonntag, 3. Mai 2026"),
    (datetime(2026, 5, 3), "[$-407]d/\\ mmmm\\ yyyy;@", "3. Mai 2026"),
    (datetime(2026, 5, 3), "mmm-yy", "Mai 26"),
    (datetime(2026, 12, 3), "mmmm yyyy", "Dezember 2026"),
    (datetime(2026, 5, 3, 14, 5), "dd/mm/yyyy h:mm", "03.05.2026 14:05"),
    (datetime(2026, 5, 3, 14, 5), "d.m.yy h:mm AM/PM", "3.5.26 2:05 PM"),
    (time(9, 5), 'hh:mm "Uhr"', "09:05 Uhr"),
    (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    (0.45, "0%", "45%"),
    (0.4567, "0.00%", "45,67%"),
    (0.45, "0 %", "45 %"),
    (1234.5, '#,##0.00\\ "€"', "1.234,50 €"),
    (1234.5, "#,##0.00\\ [$€-407]", "1.234,50 €"),
    (-1234.5, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-', "-1.234,50 €"),
    (7010, "00000", "07010"),
    (1.5, "0.##", "1,5"),
    (2, "0.##", "2"),
    (1.5, "General", "1,5"),
    (250000, "General", "250000"),
    (0.5, "# ?/?", "0,5"),
    (123456789012, "0.00E+00", "123456789012"),
    (True, "General", "WAHR"),
]


def test_what_a_text_cell_shows_arrives_as_text(response, read, edit, document):
    """Each in a text of its own upload, in German; the English workbook shows them in English."""
    code = next(question.code for question in document.questions if question.type == "text")
    for value, number_format, shown in FORMATS:
        book = edit()
        book[code] = value
        book.cells[code].number_format = number_format
        assert read(book.save())[code].value == shown, number_format
    with translation.override("en"):
        book = Edited(write_workbook(response))
    for value, number_format, shown in [
        (datetime(2026, 5, 3), "mm-dd-yy", "03/05/2026"),
        (datetime(2026, 5, 3), "d mmmm yyyy", "3 May 2026"),
        (1234.5, "#,##0.00", "1,234.50"),
    ]:
        book[code] = value
        book.cells[code].number_format = number_format
        assert read(book.save())[code].value == shown, number_format
