"""Box and strip: how a value spreads over municipalities, one row per measure, with every municipality as a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas.figures import rows, theme

MOST_POINTS = 400  # of a row; more of them are a smear that takes long to draw


@dataclass(frozen=True)
class Box:
    """`five`: lowest, lower quartile, median, upper quartile, highest; `points`: values with names."""

    label: str
    detail: str
    five: tuple[float, float, float, float, float]
    points: Sequence[tuple[float, str]] = ()


def build(boxes: Sequence[Box], *, span: tuple[float, float], names: Sequence[str] = ()) -> go.Figure:
    """`span`: the ends of the axis; `names`: short names of the rows for a narrow screen."""
    if not boxes:
        return theme.empty(_("No values to compare."))
    places = [float(place) for place in range(len(boxes))]
    compact: dict[str, Any] = {"xaxis.nticks": 5} | (
        {"yaxis.ticktext": [escape(name) for name in names]} if names else {}
    )
    return theme.figure(
        [*(_box(box, place) for box, place in zip(boxes, places, strict=True)), _strip(boxes, places)],
        boxgap=0.45,
        margin={"l": 8, "r": 16, "t": 8, "b": 8, "pad": 6},
        xaxis={"range": list(span), "nticks": 7, "tickfont": {"color": theme.MUTED, "size": 12}},
        yaxis=rows.lanes([rows.tick(box.label, box.detail, is_strong=False) for box in boxes]),
        meta={"compact": compact},
    )


def _box(box: Box, place: float) -> dict[str, Any]:
    low, q1, median, q3, high = box.five
    return {
        "type": "box",
        "orientation": "h",
        "y": [place],
        "lowerfence": [low],
        "q1": [q1],
        "median": [median],
        "q3": [q3],
        "upperfence": [high],
        "width": 0.42,
        "line": {"color": theme.ACCENT_DARK, "width": 1.6},
        "fillcolor": "rgba(31,111,146,0.18)",
        "hoverinfo": "skip",
    }


def _strip(boxes: Sequence[Box], places: Sequence[float]) -> dict[str, Any]:
    """The points beside the boxes, on three lines in turn, so that equal values stay apart."""
    found = [
        (value, place + 0.3 + 0.06 * (number % 3), f"<b>{name}</b>")
        for box, place in zip(boxes, places, strict=True)
        if len(box.points) <= MOST_POINTS
        for number, (value, name) in enumerate(box.points)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value for value, _, _ in found],
        "y": [round(y, 2) for _, y, _ in found],
        "marker": {"size": 5, "color": theme.ACCENT, "opacity": 0.55},
        "text": [name for _, _, name in found],
        "hovertemplate": "%{text}: %{x:.1f}<extra></extra>",
        "cliponaxis": False,
    }
