"""Dots with intervals for up to four units, in rows of measures: to compare them field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.figures import rows, theme

# shape and colour both tell the units apart
LOOKS = (("circle", theme.SCALE[4]), ("diamond", theme.SCALE[0]), ("square", theme.SCALE[2]), ("cross", theme.OUTLINE))
APART = 0.17  # rows of units within a measure


@dataclass(frozen=True)
class Series:
    """`values`: mean, low and high per measure; NaN where there is none."""

    name: str
    values: Sequence[tuple[float, float, float]]


def build(series: Sequence[Series], measures: Sequence[str], names: Sequence[str]) -> go.Figure:
    """`measures`: titles of the rows; `names`: short ones for a narrow screen."""
    if not any(not formats.is_missing(value[0]) for one in series for value in one.values):
        return theme.empty(_("No values to compare."))
    middle = (len(series) - 1) / 2
    return theme.figure(
        [_dots(one, LOOKS[place], (place - middle) * APART, measures) for place, one in enumerate(series)],
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        margin={"l": 8, "r": 16, "t": 44, "b": 8, "pad": 6},
        xaxis={"range": [-2, 102], "nticks": 6, "tickfont": {"color": theme.MUTED, "size": 12}},
        yaxis=rows.lanes([rows.tick(title, "", is_strong=False) for title in measures]),
        meta={"compact": {"xaxis.nticks": 3, "yaxis.ticktext": [escape(name) for name in names]}},
    )


def _dots(one: Series, look: tuple[str, str], offset: float, measures: Sequence[str]) -> dict[str, Any]:
    symbol, colour = look
    known = [not formats.is_missing(mean) for mean, _low, _high in one.values]
    return {
        "type": "scatter",
        "mode": "markers",
        **theme.legend_name(one.name),
        "x": [round(mean, 2) if is_known else None for (mean, _l, _h), is_known in zip(one.values, known, strict=True)],
        "y": [round(place + offset, 2) for place in range(len(measures))],
        "marker": {"symbol": symbol, "size": 10, "color": colour},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [_distance(mean, high) for mean, _low, high in one.values],
            "arrayminus": [_distance(low, mean) for mean, low, _high in one.values],
            "color": colour,
            "thickness": 1.5,
            "width": 3,
        },
        "hovertext": [
            f"<b>{escape(one.name)}</b><br>{escape(title)}<br>{formats.decimal(mean)} "
            f"({formats.decimal(low)} – {formats.decimal(high)})"
            for title, (mean, low, high) in zip(measures, one.values, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _distance(start: float, end: float) -> float:
    return 0.0 if formats.is_missing(start) or formats.is_missing(end) else round(end - start, 2)
