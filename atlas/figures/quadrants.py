"""Four quadrants: importance upwards, maturity to the right, a point with its intervals for each pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.figures import theme


@dataclass(frozen=True)
class Spot:
    """`label` stands beside the point; `x` and `y` with their intervals; `before`: where an arrow comes from."""

    label: str
    hover: str
    colour: str
    x: tuple[float, float, float]
    y: tuple[float, float, float]
    before: tuple[float, float] | None = None


def build(spots: Sequence[Spot], *, at: tuple[float, float], names: Sequence[str], axes: tuple[str, str]) -> go.Figure:
    """`at`: the cross-hairs; `names` of the quadrants from the upper left in reading order; `axes`: their titles."""
    if not spots:
        return theme.empty(_("No values to compare."))
    return theme.figure(
        [_points(spots), *_movements(spots)],
        margin={"l": 8, "r": 16, "t": 12, "b": 8, "pad": 6},
        xaxis={
            "range": _reach([spot.x for spot in spots], at[0]),
            "nticks": 6,
            "title": {"text": axes[0], "font": {"size": 12}},
        },
        yaxis={
            "range": _reach([spot.y for spot in spots], at[1]),
            "nticks": 6,
            "title": {"text": axes[1], "font": {"size": 12}},
        },
        shapes=_lines(at),
        annotations=_corners(names),
    )


def _reach(values: Sequence[tuple[float, float, float]], line: float) -> list[float]:
    """An axis that holds all intervals and the cross-hair in its inner part: points lie close together as a rule."""
    known = [value for three in values for value in three if not formats.is_missing(value)]
    margin = max(8.0, (max([*known, line]) - min([*known, line])) / 5)
    return [max(-2, min([*known, line]) - margin), min(102, max([*known, line]) + margin)]


def _points(spots: Sequence[Spot]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [round(spot.x[0], 2) for spot in spots],
        "y": [round(spot.y[0], 2) for spot in spots],
        "text": [escape(spot.label) for spot in spots],
        "textposition": "top center",
        "textfont": {"size": 11},
        "marker": {"size": 11, "color": [spot.colour for spot in spots], "line": {"color": theme.PAPER, "width": 1}},
        "error_x": _whiskers([spot.x for spot in spots]),
        "error_y": _whiskers([spot.y for spot in spots]),
        "hovertext": [spot.hover for spot in spots],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _whiskers(values: Sequence[tuple[float, float, float]]) -> dict[str, Any]:
    above = [0.0 if formats.is_missing(high) else round(high - mean, 2) for mean, _low, high in values]
    below = [0.0 if formats.is_missing(low) else round(mean - low, 2) for mean, low, _high in values]
    style = {"color": theme.OUTLINE, "thickness": 1, "width": 0}
    return {"type": "data", "symmetric": False, "array": above, "arrayminus": below, **style}


def _movements(spots: Sequence[Spot]) -> list[dict[str, Any]]:
    """A line from where each point was, with a hollow point at its start."""
    moved = [(spot, spot.before) for spot in spots if spot.before]
    if not moved:
        return []
    x = [value for spot, (left, _y) in moved for value in (round(left, 2), round(spot.x[0], 2), None)]
    y = [value for spot, (_x, top) in moved for value in (round(top, 2), round(spot.y[0], 2), None)]
    line = {"color": theme.MUTED, "width": 1.5, "dash": "dot"}
    hollow = {"size": 8, "color": theme.PAPER, "line": {"color": theme.MUTED, "width": 1.5}}
    path = {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}
    starts = {"type": "scatter", "mode": "markers", "x": x[::3], "y": y[::3], "marker": hollow, "hoverinfo": "skip"}
    return [path, starts]


def _lines(at: tuple[float, float]) -> list[dict[str, Any]]:
    style = {"type": "line", "line": {"color": theme.ACCENT_DARK, "width": 1.5}}
    x, y = at
    return [
        {**style, "yref": "paper", "y0": 0, "y1": 1, "x0": x, "x1": x},
        {**style, "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y},
    ]


def _corners(names: Sequence[str]) -> list[dict[str, Any]]:
    corners = [
        (0.01, 1, "left", "top"),
        (0.99, 1, "right", "top"),
        (0.01, 0, "left", "bottom"),
        (0.99, 0, "right", "bottom"),
    ]
    return [
        {
            "text": f"<b>{escape(name)}</b>",
            "showarrow": False,
            "xref": "paper",
            "yref": "paper",
            "x": x,
            "y": y,
            "xanchor": xanchor,
            "yanchor": yanchor,
            "font": {"color": theme.MUTED, "size": 14},
        }
        for name, (x, y, xanchor, yanchor) in zip(names, corners, strict=True)
    ]
