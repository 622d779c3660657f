"""Four quadrants: importance upwards, maturity to the right, a point with its intervals for each pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.figures import label_places, theme

WIDTH, HEIGHT = 1000, 630  # pixels between the axes

HALO = ", ".join([f"0 0 2px {theme.PAPER}"] * 4)  # around a label, so that no line behind it strikes it through


@dataclass(frozen=True)
class Spot:
    """`label` stands beside the point, in a narrow figure its number; `x` and `y` with their intervals; `before`: where
    a line comes from.
    """

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
    across, upwards = (_reach([spot.x for spot in spots], at[0]), _reach([spot.y for spot in spots], at[1]))
    return theme.figure(
        [*_movements(spots), _points(spots, _label_positions(spots, across, upwards))],
        margin={"l": 8, "r": 16, "t": 12, "b": 8, "pad": 6},
        xaxis={"range": across, "nticks": 6, "title": {"text": axes[0], "font": {"size": 12}}},
        yaxis={"range": upwards, "nticks": 6, "title": {"text": axes[1], "font": {"size": 12}}},
        shapes=_lines(at),
        annotations=_corners(names),
        meta={"compact": _narrow_corners(names)},
    )


def _reach(values: Sequence[tuple[float, float, float]], line: float) -> list[float]:
    """An axis that holds all intervals and the cross-hair in its inner part: points lie close together as a rule."""
    known = [value for three in values for value in three if not formats.is_missing(value)]
    margin = max(8.0, (max([*known, line]) - min([*known, line])) / 5)
    return [max(-2, min([*known, line]) - margin), min(102, max([*known, line]) + margin)]


def _label_positions(spots: Sequence[Spot], across: Sequence[float], upwards: Sequence[float]) -> list[str]:
    """For a figure of the usual size; a narrow one has numbers instead of labels."""

    def pixels(x: float, y: float) -> tuple[float, float]:
        return WIDTH * (x - across[0]) / (across[1] - across[0]), HEIGHT * (y - upwards[0]) / (upwards[1] - upwards[0])

    points = [pixels(spot.x[0], spot.y[0]) for spot in spots]
    starts = [pixels(*spot.before) for spot in spots if spot.before]
    return label_places.positions(points, [spot.label for spot in spots], starts)


def _points(spots: Sequence[Spot], positions: Sequence[str]) -> dict[str, Any]:
    numbers = [str(number) for number in range(1, len(spots) + 1)]
    inks = [theme.text_colour(spot.colour) for spot in spots]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [round(spot.x[0], 2) for spot in spots],
        "y": [round(spot.y[0], 2) for spot in spots],
        "text": [escape(spot.label) for spot in spots],
        "textposition": list(positions),
        "textfont": {"size": 11, "shadow": HALO},
        "marker": _marker(spots, 11),
        "meta": {
            "compact": {
                "text": numbers,
                "textposition": "middle center",
                "textfont": {"size": 10, "color": inks},
                "marker": _marker(spots, 17),
            }
        },
        "error_x": _whiskers([spot.x for spot in spots]),
        "error_y": _whiskers([spot.y for spot in spots]),
        "hovertext": [spot.hover for spot in spots],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _marker(spots: Sequence[Spot], size: int) -> dict[str, Any]:
    return {"size": size, "color": [spot.colour for spot in spots], "line": {"color": theme.PAPER, "width": 1}}


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
    style = {"type": "line", "layer": "between", "line": {"color": theme.ACCENT_DARK, "width": 2}}
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


def _narrow_corners(names: Sequence[str]) -> dict[str, Any]:
    """In smaller letters, a word a line."""
    changes: dict[str, Any] = {}
    for place, name in enumerate(names):
        text = "<br>".join(escape(word) for word in name.split())
        changes |= {f"annotations.{place}.text": f"<b>{text}</b>", f"annotations.{place}.font.size": 11}
    return changes
