"""Two counts per row: one bar to the left, one to the right of a common line."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.figures import theme


@dataclass(frozen=True)
class PairedRow:
    label: str
    left: int
    right: int


def build(rows: Sequence[PairedRow], names: tuple[str, str]) -> go.Figure:
    """`names` of the left and the right side, for the legend."""
    most = max((max(row.left, row.right) for row in rows), default=0)
    if not most:
        return theme.empty(_("No values to compare."))
    reach = most * 1.2
    return theme.figure(
        [
            _bars(rows, [-row.left for row in rows], [row.left for row in rows], names[0], theme.SCALE[3]),
            _bars(rows, [row.right for row in rows], [row.right for row in rows], names[1], theme.SCALE[0]),
        ],
        barmode="overlay",
        bargap=0.35,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        margin={"l": 8, "r": 16, "t": 44, "b": 8, "pad": 6},
        xaxis={"range": [-reach, reach], "showticklabels": False, "showgrid": False},
        yaxis={
            "autorange": "reversed",
            "showgrid": False,
            "tickvals": list(range(len(rows))),
            "ticktext": [theme.lines(row.label, 22) for row in rows],
        },
    )


def _bars(rows: Sequence[PairedRow], x: Sequence[int], counts: Sequence[int], name: str, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        **theme.legend_name(name),
        "x": list(x),
        "y": list(range(len(rows))),
        "text": [formats.integer(count) for count in counts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour},
        "hovertext": [
            f"<b>{escape(row.label)}</b><br>{formats.integer(count)} {escape(name)}"
            for row, count in zip(rows, counts, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
