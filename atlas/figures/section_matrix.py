"""Mean score per section (rows) and district (columns) as a heat map with the values in its cells.

The cells are bars and not plotly's heatmap: that is painted as a bitmap, which blurs in print and needs `data:` images
in the Content-Security-Policy; bars stay vectors. A cell without a value is white with a grey edge.
"""

from html import escape
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.columns import DISTRICT, DISTRICT_AGS, HIGH, LOW, MEAN, POPULATION, REGION, SECTION, N
from atlas.figures import theme

GAP = 0.06  # between cells, in cells


def build(means: pd.DataFrame, sections: dict[str, str], *, total_name: str) -> go.Figure:
    """`means` as from `scores.by_district`; `sections`: titles by code, which are the rows from top to bottom.

    On a narrow screen rows carry the codes instead of the titles (see `meta.compact`).
    """
    cells = means[means[SECTION].isin(sections)].replace({DISTRICT: {REGION: total_name}})
    if cells.empty:
        return theme.empty(_("No municipalities in this selection."))
    columns = cells.drop_duplicates(DISTRICT_AGS)[[DISTRICT_AGS, DISTRICT]].to_dict("records")
    return theme.figure(
        [_cells(cells, [column[DISTRICT_AGS] for column in columns], list(sections))],
        barmode="overlay",
        xaxis=_axis(len(columns))
        | {"ticktext": [_name(column[DISTRICT]) for column in columns], "side": "top", "autotickangles": [0, -90]},
        yaxis=_axis(len(sections)) | {"ticktext": [_title(t) for t in sections.values()], "autorange": "reversed"},
        meta={"compact": {"yaxis.ticktext": list(sections), "xaxis.tickangle": -90}},
    )


def _axis(length: int) -> dict[str, Any]:
    return {"tickvals": list(range(length)), "range": [-0.5, length - 0.5], "showgrid": False, "tickfont": {"size": 12}}


def _name(name: str) -> str:
    return "<br>".join(escape(line) for line in wrap(name, 12))


def _title(title: str) -> str:
    """A title in lines short enough for an axis, without what it explains in brackets."""
    return "<br>".join(escape(line) for line in wrap(title.split(" (")[0], 26))


def _cells(cells: pd.DataFrame, columns: list[str], sections: list[str]) -> dict[str, Any]:
    records = cells.to_dict("records")
    colours = [theme.PAPER if _is_empty(cell) else theme.score_colour(cell[MEAN]) for cell in records]
    return {
        "type": "bar",
        "x": [columns.index(cell[DISTRICT_AGS]) for cell in records],
        "base": [sections.index(cell[SECTION]) - 0.5 + GAP / 2 for cell in records],
        "y": [1 - GAP] * len(records),
        "width": 1 - GAP,
        "text": [formats.decimal(cell[MEAN]) for cell in records],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"size": 12, "color": [theme.text_colour(colour) for colour in colours]},
        "hovertext": [_hover(cell) for cell in records],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"color": colours, "line": _outline(records)},
    }


def _outline(records: list[dict[Any, Any]]) -> dict[str, Any]:
    return {"width": [1 if _is_empty(cell) else 0 for cell in records], "color": theme.OUTLINE}


def _is_empty(cell: dict[Any, Any]) -> bool:
    return formats.is_missing(cell[MEAN])


def _hover(cell: dict[Any, Any]) -> str:
    n_of = labels.n_of(cell[N], cell[POPULATION])
    parts = [formats.decimal(cell[MEAN]), labels.interval(cell[LOW], cell[HIGH]), n_of]
    return f"<b>{escape(cell[DISTRICT])}</b> · {cell[SECTION]}<br>" + "<br>".join(part for part in parts if part)
