"""Cells in rows and columns, coloured by what they show.

The cells are bars and not plotly's heatmap: that is painted as a bitmap, which blurs in print and needs `data:` images
in the Content-Security-Policy; bars stay vectors. A cell without a value is white with a grey edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from atlas.figures import theme

GAP = 0.06  # between cells, in cells


@dataclass(frozen=True)
class Cell:
    """`column` and `row` are counted from 0, rows from the top; `colour` is None where there is no value.

    `detail`: a small line below the text, where there is room for it; `short`: a shorter text for a narrow figure.
    """

    column: int
    row: int
    text: str
    hover: str
    colour: str | None
    detail: str = ""
    short: str = ""


def build(cells: Sequence[Cell], columns: Sequence[str], rows: Sequence[str], names: Sequence[str]) -> go.Figure:
    """`columns` and `rows` are their titles; on a narrow screen rows carry their short `names`."""
    return theme.figure(
        [_bars(cells)],
        barmode="overlay",
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
        xaxis=_axis(len(columns))
        | {"ticktext": [_name(n) for n in columns], "side": "top", "autotickangles": [0, -90]},
        yaxis=_axis(len(rows)) | {"ticktext": [_title(title) for title in rows], "autorange": "reversed"},
        meta={
            "compact": {
                "yaxis.ticktext": [escape(name) for name in names],
                "yaxis.tickfont.size": 11,
                "xaxis.tickangle": -90,
            }
        },
    )


def _axis(length: int) -> dict[str, Any]:
    return {"tickvals": list(range(length)), "range": [-0.5, length - 0.5], "showgrid": False, "tickfont": {"size": 12}}


def _name(name: str) -> str:
    return theme.lines(name, 12)


def _title(title: str) -> str:
    """A title in lines short enough for an axis, without what it explains in brackets."""
    return theme.lines(title.split(" (")[0], 26)


def _bars(cells: Sequence[Cell]) -> dict[str, Any]:
    colours = [cell.colour or theme.PAPER for cell in cells]
    inks = [theme.text_colour(colour) for colour in colours]
    return {
        "type": "bar",
        "x": [cell.column for cell in cells],
        "base": [cell.row - 0.5 + GAP / 2 for cell in cells],
        "y": [1 - GAP] * len(cells),
        "width": 1 - GAP,
        "text": [_with_detail(cell) for cell in cells],
        "meta": {
            "compact": {
                "text": [cell.short or cell.text for cell in cells],
                "insidetextfont": {"size": 11, "color": inks},
            }
        },
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"size": 12, "color": inks},
        "hovertext": [cell.hover for cell in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": colours,
            "line": {"width": [0 if cell.colour else 1 for cell in cells], "color": theme.OUTLINE},
        },
    }


def _with_detail(cell: Cell) -> str:
    return f"{cell.text}<br><span style='font-size:10px'>{escape(cell.detail)}</span>" if cell.detail else cell.text
