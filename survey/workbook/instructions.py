"""The first sheet: whose workbook it is, and what to do with it."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from survey.models import Response
from survey.workbook.styles import TITLE_HEIGHT, Styles, row_height

WIDTHS = (24, 86)


def write_instructions(book: Workbook, styles: Styles, response: Response) -> None:
    sheet = book.add_worksheet(_("Instructions"))
    sheet.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.write_string(0, 0, _("Questionnaire as a workbook"), styles["title"])
    row = 2
    for name, text in facts(response):
        sheet.write_string(row, 0, name, styles["text"])
        sheet.write_string(row, 1, text, styles["fact"])
        row += 1
    for number, step in enumerate(steps(), start=1):
        row += 1
        sheet.set_row(row, row_height(["", step], WIDTHS))
        sheet.write_string(row, 0, _("Step %(number)s") % {"number": number}, styles["fact"])
        sheet.write_string(row, 1, step, styles["text"])
    sheet.protect()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def facts(response: Response) -> list[tuple[str, str]]:
    questionnaire = response.wave.questionnaire
    now = timezone.localtime()
    downloaded = f"{formats.date_format(now, 'DATE_FORMAT')}, {formats.time_format(now, 'H:i')}"
    return [
        (_("Municipality"), str(response.municipality)),
        (_("Official key (AGS)"), response.municipality_id),
        (_("Survey"), str(response.wave)),
        (_("Questionnaire"), _("version %(version)s") % {"version": questionnaire.version}),
        (_("Downloaded"), downloaded),
    ]


def steps() -> list[str]:
    return [
        _(
            "Fill in the yellow cells on the following sheets. All other cells are locked; "
            "the answers given so far are already there."
        ),
        _(
            "Where a cell offers a list, please choose from it. “Don’t know” is in the list where it is a possible "
            "answer. With numbers you may type it instead."
        ),
        _(
            "Where several answers are possible, enter x in each row that applies. "
            "The rows of a question count together: an empty cell means no."
        ),
        _("Grey questions in italics are not asked at present. Other answers may lead to them; the note says which."),
        _(
            "Save the file as an Excel workbook (.xlsx), without a password, and upload it where you downloaded it. "
            "You then see what would change before anything is saved."
        ),
        _(
            "If all cells of a question are empty, its answer stays as it is. "
            "Answers are taken back on the website only."
        ),
    ]
