"""Horizontal bars, one row per group: name and n of N at the left, the value in a column at the right.

The frame of the other bar charts; it knows nothing of what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from atlas import formats
from atlas.figures import theme


@dataclass(frozen=True)
class Row:
    """One bar: `value` and the whisker `low`–`high` in units of the axis, None where there is no value.

    `short`: a shorter detail for a narrow figure; `instead`: what stands in place of a bar that is kept back.
    """

    label: str
    detail: str
    value: float | None
    text: str
    colour: str = theme.ACCENT
    low: float | None = None
    high: float | None = None
    is_total: bool = False
    short: str = ""
    instead: str = ""


def build(rows: Sequence[Row], *, upper: float, suffix: str = "", right: int = 76) -> go.Figure:
    """Bars from 0 to `upper`; a total is set apart at the end; `right` pixels hold the column of values."""
    places = [number + (0.35 if row.is_total and number else 0) for number, row in enumerate(rows)]
    return theme.figure(
        [_track(places, upper), _bars(rows, places), _values(rows, places, upper)],
        barmode="overlay",
        bargap=0.42,
        margin={"l": 8, "r": right, "t": 8, "b": 8, "pad": 6},
        xaxis={"range": [0, upper], **_axis(suffix)},
        yaxis={
            "range": [max(places) + 0.55, -0.55],
            "tickvals": places,
            "ticktext": [tick(row.label, row.detail, is_strong=row.is_total) for row in rows],
            "showgrid": False,
        },
        meta={
            "compact": {
                "xaxis.nticks": 3,
                "yaxis.ticktext": [tick(row.label, row.short or row.detail, is_strong=row.is_total) for row in rows],
            }
        },
    )


def _axis(suffix: str) -> dict[str, Any]:
    return {"nticks": 6, "ticksuffix": suffix, "tickangle": 0, "tickfont": {"color": theme.MUTED, "size": 12}}


def tick(label: str, detail: str, *, is_strong: bool) -> str:
    """A name in short lines, with a small line below it if there is any detail."""
    name = theme.lines(label, 28)
    name = f"<b>{name}</b>" if is_strong else name
    return f'{name}<br><span style="font-size:11px;color:{theme.MUTED}">{escape(detail)}</span>' if detail else name


def lanes(ticks: Sequence[str]) -> dict[str, Any]:
    """The axis of rows that lie at 0, 1, 2 … from the top."""
    length = len(ticks)
    scale = {"range": [length - 0.4, -0.6], "tickvals": list(range(length))}
    return {**scale, "ticktext": list(ticks), "gridcolor": theme.TRACK}


def _track(places: list[float], upper: float) -> dict[str, Any]:
    return _bar([upper] * len(places), places, {"color": theme.TRACK}) | {"hoverinfo": "skip"}


def _bars(rows: Sequence[Row], places: list[float]) -> dict[str, Any]:
    hover = [f"<b>{escape(row.label)}</b><br>{escape(row.text)}<br>{escape(row.detail)}" for row in rows]
    values = [None if formats.is_missing(row.value) else row.value for row in rows]
    bar = _bar(values, places, {"color": [row.colour for row in rows]})
    bar |= {"hovertext": hover, "hovertemplate": "%{hovertext}<extra></extra>"}
    return bar | ({"error_x": _whiskers(rows)} if any(row.low is not None for row in rows) else {})


def _bar(x: Sequence[float | None], y: list[float], marker: dict[str, Any]) -> dict[str, Any]:
    return {"type": "bar", "orientation": "h", "x": list(x), "y": y, "width": 0.5, "marker": marker}


def _whiskers(rows: Sequence[Row]) -> dict[str, Any]:
    above = [_distance(row.value, row.high) for row in rows]
    below = [_distance(row.low, row.value) for row in rows]
    style = {"color": theme.TEXT_DARK, "thickness": 1.5, "width": 5}
    return {"type": "data", "symmetric": False, "array": above, "arrayminus": below, **style}


def _distance(start: float | None, end: float | None) -> float:
    return 0.0 if start is None or end is None or start != start or end != end else end - start


def _values(rows: Sequence[Row], places: list[float], upper: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0 if row.instead else upper for row in rows],
        "y": places,
        "text": [_value(row) for row in rows],
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _value(row: Row) -> str:
    if row.instead:
        return f'<span style="font-size:11px;color:{theme.MUTED}">{escape(row.instead)}</span>'
    return f"  <b>{escape(row.text)}</b>"
