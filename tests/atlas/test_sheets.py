"""Sheets and workbooks, read back with the program that did not write them."""

from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from atlas import workbook
from atlas.cards.overview import participation_by_district, participation_over_time
from atlas.exports import card_xlsx
from atlas.sheets import Sheet, free_name, plain, sheet_of_card, sheet_of_frame
from atlas.tables import Kind
from atlas.workbook import write_workbook
from survey.workbook.archive import open_workbook
from survey.workbook.sheet import read_rows
from tests.factories import WaveFactory


def opened(content):
    return load_workbook(BytesIO(content))


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_names_of_sheets_are_short_and_free_of_forbidden_characters():
    name = free_name("'Who [answered]: and / or * for whom they stand?'", [])
    assert name == "Who answered and or for whom th"
    assert len(name) == 31


def test_no_name_of_a_sheet_is_given_twice_whatever_its_case():
    title = "Participation by district and size"
    taken = ["participation by district and s"]
    assert free_name(title, taken) == "Participation by district and 2"
    assert free_name(title, [*taken, "participation by district and 2"]) == "Participation by district and 3"


@pytest.mark.parametrize("title", ["History", "", "???", "😀"])
def test_titles_that_cannot_be_names_become_names(title):
    workbook.write_workbook([(title, sheet_of_frame(pd.DataFrame({"a": [1]})))])
    assert free_name(title, []) in ("History 2", "2")


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf"), pd.NaT, pd.NA])
def test_what_is_missing_is_an_empty_cell(missing):
    assert plain(missing) is None


def test_a_sheet_is_the_same_after_it_was_kept_as_bytes():
    frame = pd.DataFrame({"ags": ["08111000", None], "n": [3, 0], "share": [0.25, float("nan")]})
    sheet = sheet_of_frame(frame)
    assert Sheet.from_bytes(sheet.to_bytes()) == sheet
    assert sheet.rows == [["08111000", 3, 0.25], [None, 0, None]]


def test_typed_text_is_never_a_formula_a_link_or_a_number():
    typed = ["=1+1", "https://town.example/", "0711", "@SUM(1)", "+49", "-5"]
    page = opened(write_workbook([("Typed", sheet_of_frame(pd.DataFrame({"text": typed})))]))["Typed"]
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == typed
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert all(cell.quotePrefix for cell in cells)


def test_typed_text_is_never_markup_and_never_an_escaped_sign():
    typed = ["<r><t>x</t></r>", "<r>&</r>", "_x000B_", "_x005F_x000B_", "eins\nzwei"]
    book = open_workbook(write_workbook([("Typed", sheet_of_frame(pd.DataFrame({"text": typed})))]))
    assert [row["A"].text for row in read_rows(book, "Typed", max_rows=10)[1:]] == typed


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    frame = pd.DataFrame({"n": range(7)})
    book = opened(write_workbook([("Answers", sheet_of_frame(frame)), ("Answers", sheet_of_frame(frame.head(3)))]))
    assert [values(page) for page in book.worksheets] == [
        [["n"], [0], [1], [2], [3]],
        [["n"], [4], [5], [6]],
        [["n"], [0], [1], [2]],
    ]
    assert book.sheetnames == ["Answers", "Answers 2", "Answers 3"]


def test_a_frame_without_rows_is_a_sheet_with_headings():
    book = opened(write_workbook([("Nothing", sheet_of_frame(pd.DataFrame(columns=["a", "b"])))]))
    assert values(book["Nothing"]) == [["a", "b"]]


def test_every_kind_of_column_has_its_number_format():
    kinds = (Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DECIMAL_2, Kind.DECIMAL_3, Kind.PERCENT, Kind.DATE)
    sheet = Sheet((), tuple(kinds), kinds, [["a", 1000, 1.25, 1.25, 1.25, 0.123, "2026-03-02T00:00:00"]])
    cells = next(opened(write_workbook([("Kinds", sheet)]))["Kinds"].iter_rows(min_row=2))
    assert [cell.number_format for cell in cells[:6]] == ["@", "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "0.0%"]
    assert cells[-1].is_date
    assert cells[-1].value.date().isoformat() == "2026-03-02"


@pytest.mark.django_db
def test_workbook_of_a_card_says_what_the_card_says(standing, edition):
    card = participation_by_district(standing, edition)
    response = card_xlsx(card, WaveFactory.build(slug="atlas-x", is_synthetic=True))
    assert response["Content-Disposition"] == 'attachment; filename="atlas-x-participation-by-district-synthetic.xlsx"'
    page = opened(response.content).active
    rows = values(page)
    assert page.title == "Participation by district"
    assert [row[0] for row in rows[:3]] == [card.title, card.sentence, f"n = 4 of N = 7 municipalities · {card.source}"]
    head = next(number for number, row in enumerate(rows, 1) if row[0] == "District")
    assert rows[head - 1] == [column.label for column in card.table.columns]
    assert page.freeze_panes == f"A{head + 1}"
    alpha = page[head + 1]
    assert alpha[0].value == "Alpha"
    share = next(cell for cell, column in zip(alpha, card.table.columns, strict=True) if column.key == "share")
    assert share.value == pytest.approx(2 / 3)
    assert share.number_format == "0.0%"
    assert page.column_dimensions["A"].width > 8


def test_dates_of_a_card_are_dates(standing, edition):
    sheet = sheet_of_card(participation_over_time(standing, edition))
    page = opened(write_workbook([("Days", sheet)]))["Days"]
    assert page.cell(len(sheet.lines) + 3, 1).is_date
