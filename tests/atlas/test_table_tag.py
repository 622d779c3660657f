"""The table behind a chart as HTML."""

import pandas as pd
import pytest

from atlas import tables
from atlas.tables import Column, Table
from atlas.templatetags.atlas import table


def html(rows):
    return table(
        Table((Column("name", "Name"),), pd.DataFrame({"name": [f"Town {row}" for row in range(rows)]})), "Towns"
    )


@pytest.fixture
def _three_rows_at_most(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)


@pytest.mark.usefixtures("_three_rows_at_most")
def test_long_table_is_cut_and_says_so():
    written = html(4)
    assert "Town 2" in written
    assert "Town 3" not in written
    assert "The first 3 of 4 rows" in written


@pytest.mark.usefixtures("_three_rows_at_most")
def test_table_that_fits_says_nothing_of_other_rows():
    written = html(3)
    assert "Town 2" in written
    assert "The first" not in written


def test_names_cannot_bring_markup_into_a_table():
    written = table(Table((Column("name", "<b>"),), pd.DataFrame({"name": ["<i>"]})), "<u>")
    assert not {"<b>", "<i>", "<u>"} & {written[i : i + 3] for i in range(len(written))}
