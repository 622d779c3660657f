"""All municipalities in one picture: a tile each, in rows per group, coloured by class; empty tiles have none."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas.figures import theme

TILES = 22  # in a row
GAP = 0.12  # between tiles
SPACE = 0.7  # between groups


@dataclass(frozen=True)
class Tile:
    """`group` names the row, `kind` the class; `key` leads on when clicked."""

    group: str
    kind: str
    hover: str
    key: str


def build(tiles: Sequence[Tile], kinds: dict[str, tuple[str, str | None]]) -> go.Figure:
    """`tiles` in the order of drawing, groups together; `kinds`: class → name and colour, None for an empty tile."""
    if not tiles:
        return theme.empty(_("No municipalities in this selection."))
    groups = list(dict.fromkeys(tile.group for tile in tiles))
    places, ticks, height = _places(tiles, groups)
    return theme.figure(
        [
            _trace(f"{name} ({sum(tile.kind == kind for tile in tiles)})", colour, kind, tiles, places)
            for kind, (name, colour) in kinds.items()
        ],
        barmode="overlay",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal", **STILL},
        margin={"l": 8, "r": 8, "t": 44, "b": 8, "pad": 6},
        xaxis={"visible": False, "range": [-0.5, TILES - 0.5]},
        yaxis={
            "range": [height - 0.3, -0.7],
            "tickvals": ticks,
            "ticktext": [escape(group) for group in groups],
            "showgrid": False,
        },
    )


STILL = {"itemclick": False, "itemdoubleclick": False}


def _places(tiles: Sequence[Tile], groups: Sequence[str]) -> tuple[list[tuple[int, float]], list[float], float]:
    """Where each tile lies (column, row), where each group is named, and how many rows there are in all."""
    places: list[tuple[int, float]] = []
    ticks: list[float] = []
    top = 0.0
    for group in groups:
        number = sum(tile.group == group for tile in tiles)
        rows = -(-number // TILES)
        places += [(place % TILES, top + place // TILES) for place in range(number)]
        ticks.append(top + (rows - 1) / 2)
        top += rows + SPACE
    return places, ticks, top - SPACE


def _trace(
    name: str, colour: str | None, kind: str, tiles: Sequence[Tile], places: Sequence[tuple[int, float]]
) -> dict[str, Any]:
    drawn = [(tile, place) for tile, place in zip(tiles, places, strict=True) if tile.kind == kind]
    line = {"width": 0 if colour else 1, "color": theme.OUTLINE}
    return {
        "type": "bar",
        **theme.legend_name(name),
        "x": [place[0] for _, place in drawn],
        "base": [place[1] - 0.5 + GAP / 2 for _, place in drawn],
        "y": [1 - GAP] * len(drawn),
        "width": 1 - GAP,
        "marker": {"color": colour or theme.PAPER, "line": line},
        "customdata": [tile.key for tile, _ in drawn],
        "hovertext": [tile.hover for tile, _ in drawn],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
