"""One line per row: a dot for a value, a bar for its interval and, behind it, a thin line for what is possible at all.

It knows nothing of what it shows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.figures import rows, theme


@dataclass(frozen=True)
class Line:
    """`value`, its interval and the outer limits, in units of the axis; None where there is none.

    `name`: a shorter label for a narrow screen.
    """

    label: str
    detail: str
    value: float | None
    low: float | None = None
    high: float | None = None
    outer: tuple[float, float] | None = None
    is_total: bool = False
    name: str = ""


def build(
    lines: Sequence[Line],
    *,
    span: tuple[float, float],
    write: Callable[[float | None], str] = formats.decimal,
    marks: Sequence[float] = (),
) -> go.Figure:
    """`span`: the ends of the axis; `write`: how a value is written; `marks`: dotted lines across all rows."""
    if not lines:
        return theme.empty(_("No values to compare."))
    places = [float(number) for number in range(len(lines))]
    return theme.figure(
        [_outer(lines, places), _bars(lines, places), _dots(lines, places, write)],
        margin={"l": 8, "r": 16, "t": 8, "b": 8, "pad": 6},
        xaxis={"range": list(span), "nticks": 7, "tickangle": 0, "tickfont": {"color": theme.MUTED, "size": 12}},
        yaxis=rows.lanes([_tick(line, line.label) for line in lines]),
        shapes=[theme.reference_line(mark) for mark in marks],
        meta={
            "compact": {
                "xaxis.nticks": 4,
                "yaxis.ticktext": [_tick(line, line.name or line.label) for line in lines],
            }
        },
    )


def _tick(line: Line, label: str) -> str:
    return rows.tick(label, line.detail, is_strong=line.is_total)


def _outer(lines: Sequence[Line], places: Sequence[float]) -> dict[str, Any]:
    return _segments([line.outer or (None, None) for line in lines], places, {"color": theme.OUTLINE, "width": 2})


def _bars(lines: Sequence[Line], places: Sequence[float]) -> dict[str, Any]:
    return _segments([(line.low, line.high) for line in lines], places, {"color": theme.ACCENT, "width": 9})


def _segments(ends: Sequence[tuple[float | None, float | None]], places: Sequence[float], line: dict) -> dict[str, Any]:
    x: list[float | None] = []
    for low, high in ends:
        x += [None, None, None] if formats.is_missing(low) or formats.is_missing(high) else [low, high, None]
    y = [value for place in places for value in (place, place, None)]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _dots(lines: Sequence[Line], places: Sequence[float], write: Callable[[float | None], str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None if formats.is_missing(line.value) else line.value for line in lines],
        "y": list(places),
        "marker": {"size": 9, "color": theme.ACCENT_DARK, "line": {"color": theme.PAPER, "width": 1}},
        "hovertext": [_hover(line, write) for line in lines],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _hover(line: Line, write: Callable[[float | None], str]) -> str:
    interval = "" if formats.is_missing(line.low) else f" ({write(line.low)} – {write(line.high)})"
    return f"<b>{escape(line.label)}</b><br>{write(line.value)}{interval}<br>{escape(line.detail)}"
