"""A return as a workbook: a sheet per section with the present answers, to be filled in and uploaded again."""

from collections.abc import Mapping
from io import BytesIO

from django.utils.translation import get_language
from xlsxwriter import Workbook

from survey.models import Answer, Response
from survey.questionnaire.routing import route
from survey.workbook.instructions import write_instructions
from survey.workbook.layout import FORMAT, MACHINE_SHEET, Mark, fingerprint
from survey.workbook.lists import Lists
from survey.workbook.section_sheet import SectionSheet
from survey.workbook.styles import Styles
from survey.workbook.texts import TextWorkbook

# What a person typed is text, whatever it looks like: never a formula, a link or a number.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(response: Response) -> bytes:
    """The .xlsx in the language of the page."""
    language = get_language() or "de"
    document = response.wave.questionnaire.document
    answers = {answer.code: answer for answer in response.answers.order_by()}
    way = route(document, {code: answer.value for code, answer in answers.items()})
    target = BytesIO()
    with TextWorkbook(target, OPTIONS) as book:
        book.set_properties({"title": str(response), "author": "Atlas Digitalisierung"})
        styles = Styles(book)
        write_instructions(book, styles, response)
        sheets = [SectionSheet(book, styles, document, section, language) for section in document.sections]
        lists = Lists(book, document, language)
        for sheet in sheets:
            sheet.write(way, {code: answer.value for code, answer in answers.items()}, lists)
        lists.protect()
        write_machine_data(book, response, answers, language)
    return target.getvalue()


def write_machine_data(book: Workbook, response: Response, answers: Mapping[str, Answer], language: str) -> None:
    """What the reader needs to know whose workbook it is and on which answers it was built."""
    questionnaire = response.wave.questionnaire
    rows: list[tuple[str, ...]] = [
        (Mark.FORMAT, FORMAT),
        (Mark.AGS, response.municipality_id),
        (Mark.WAVE, response.wave.slug),
        (Mark.CHECKSUM, questionnaire.checksum),
        (Mark.VERSION, questionnaire.version),
        (Mark.LANGUAGE, language),
    ]
    rows += [
        (Mark.ANSWER, code, str(answer.revision), fingerprint(answer.value)) for code, answer in sorted(answers.items())
    ]
    sheet = book.add_worksheet(MACHINE_SHEET)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    sheet.protect()
    sheet.very_hidden()
