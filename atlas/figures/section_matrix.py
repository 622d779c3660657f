"""Mean score per section (rows) and district (columns) with the values in the cells."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.columns import DISTRICT, DISTRICT_AGS, HIGH, LOW, MEAN, POPULATION, REGION, SECTION, N
from atlas.figures import matrix, theme


def build(
    means: pd.DataFrame,
    sections: dict[str, str],
    *,
    names: Mapping[str, str],
    total_name: str,
    with_intervals: bool = False,
) -> go.Figure:
    """`means` as from `scores.by_district`; `sections`: titles by code, which are the rows from top to bottom.

    `names`: short ones of the rows for a narrow screen.
    """
    cells = means[means[SECTION].isin(sections)].replace({DISTRICT: {REGION: total_name}})
    if cells.empty:
        return theme.empty(_("No municipalities in this selection."))
    districts = dict(zip(cells[DISTRICT_AGS], cells[DISTRICT], strict=True))
    columns, rows = list(districts), list(sections)
    drawn = [
        matrix.Cell(columns.index(cell[DISTRICT_AGS]), rows.index(cell[SECTION]), *_look(cell, with_intervals))
        for cell in cells.to_dict("records")
    ]
    return matrix.build(drawn, list(districts.values()), list(sections.values()), [names[code] for code in rows])


def _look(cell: dict[Any, Any], with_interval: bool) -> tuple[str, str, str | None, str]:
    """Text, hover text, colour and detail."""
    mean = formats.decimal(cell[MEAN])
    parts = [mean, labels.interval(cell[LOW], cell[HIGH]), labels.n_of(cell[N], cell[POPULATION])]
    hover = f"<b>{escape(cell[DISTRICT])}</b> · {cell[SECTION]}<br>" + "<br>".join(part for part in parts if part)
    colour = None if formats.is_missing(cell[MEAN]) else theme.score_colour(cell[MEAN])
    return mean, hover, colour, _short_interval(cell) if with_interval else ""


def _short_interval(cell: dict[Any, Any]) -> str:
    """In whole points, as there is no room for more; empty where it is unknown."""
    if formats.is_missing(cell[LOW]) or formats.is_missing(cell[HIGH]):
        return ""
    return f"{formats.integer(cell[LOW])}–{formats.integer(cell[HIGH])}"
