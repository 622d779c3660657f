"""The map: filled outlines of the municipalities in plane axes, coloured by their class. Needs no network."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas.columns import AGS, DISTRICT, NAME, NO_RETURN, NO_VALUE, X, Y
from atlas.figures import map_classes, theme
from atlas.figures.map_classes import NOT_APPLICABLE, Classes
from atlas.geometry import Coordinates, Line, Shapes
from atlas.labels import short

CLASS = "class"
TEXT = "text"
LEGEND, NARROW_LEGEND = 46, 28  # characters of a class


def build(standing: pd.DataFrame, shapes: Shapes, classes: Classes) -> go.Figure:
    """Municipalities of `standing` on the `shapes` of the whole register; borders beyond them are cut off.

    All outlines of a class are one line, because each line costs time to draw; `meta` tells where those of each
    municipality begin. `areas.js` finds the one under the pointer and shows its point of the last trace, which nobody
    sees: its name, and its key for the way to its profile.
    """
    named = standing[[AGS, NAME, DISTRICT]].copy()
    named[CLASS], named[TEXT] = classes.of, list(classes.texts)
    places = named.merge(shapes.outlines, on=AGS)
    if places.empty:
        return theme.empty(_("No municipalities in this selection."))
    styles = _styles(classes)
    counts = places[CLASS].value_counts()
    keys = [_key(classes.names[code], counts.get(code, 0), style) for code, style in styles.items()]
    areas = [_areas(places[places[CLASS] == code], style) for code, style in styles.items() if code in counts]
    return theme.figure(
        [*areas, _borders(shapes.borders), *keys, _points(places, classes)],
        showlegend=True,
        legend=map_classes.legend(classes),
        xaxis={"visible": False, "range": _range(places[X])},
        yaxis={"visible": False, "range": _range(places[Y]), "scaleanchor": "x", "scaleratio": 1},
    )


def _styles(classes: Classes) -> dict[str, dict[str, Any]]:
    white = {"color": theme.PAPER, "width": 0.8}
    grey = {"color": theme.OUTLINE, "width": 0.8}
    dots = {"shape": ".", "fgcolor": theme.MUTED, "bgcolor": theme.GRID, "size": 5, "solidity": 0.25}
    hatch = {"shape": "/", "fgcolor": "#b8c1cb", "bgcolor": theme.PAPER, "size": 6, "solidity": 0.2}
    lines = {"shape": "-", "fgcolor": theme.MUTED, "bgcolor": theme.PAPER, "size": 5, "solidity": 0.15}
    without = {
        NO_VALUE: {"fillcolor": theme.GRID, "fillpattern": dots, "line": grey},
        NOT_APPLICABLE: {"fillcolor": theme.PAPER, "fillpattern": lines, "line": grey},
        NO_RETURN: {"fillcolor": theme.PAPER, "fillpattern": hatch, "line": grey},
    }
    filled = {code: {"fillcolor": colour, "line": white} for code, colour in classes.colours.items()}
    return {code: filled.get(code) or without[code] for code in classes.names}


def _areas(places: pd.DataFrame, style: dict[str, Any]) -> dict[str, Any]:
    x: Coordinates = []
    y: Coordinates = []
    begins = []
    for own_x, own_y in zip(places[X], places[Y], strict=True):
        separator = [None] if x else []
        x += separator
        y += separator
        begins.append(len(x))
        x += own_x
        y += own_y
    area = {"type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "toself", "hoverinfo": "skip"}
    return {**area, **style, "showlegend": False, "meta": {"keys": places[AGS].tolist(), "begins": begins}}


def _points(places: pd.DataFrame, classes: Classes) -> dict[str, Any]:
    """One per municipality, in the middle of its outline: where its name appears."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_middle(line) for line in places[X]],
        "y": [_middle(line) for line in places[Y]],
        "customdata": places[AGS].tolist(),
        "hovertext": [_hover(place, classes.names[place[CLASS]]) for place in places.to_dict("records")],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"opacity": 0, "color": theme.INK},
        "showlegend": False,
    }


def _middle(line: Coordinates) -> int:
    known = [value for value in line if value is not None]
    return (min(known) + max(known)) // 2


def _hover(place: dict[Any, Any], name: str) -> str:
    text = name if place[TEXT] in ("", name) else f"{place[TEXT]} · {name}"
    return f"<b>{escape(place[NAME])}</b><br>{escape(place[DISTRICT])}<br>{escape(text)}"


def _borders(borders: Line) -> dict[str, Any]:
    x, y = borders
    line = {"color": theme.INK, "width": 1.6}
    shape = {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line}
    return {**shape, "hoverinfo": "skip", "showlegend": False}


def _key(name: str, count: int, style: dict[str, Any]) -> dict[str, Any]:
    """An entry of the legend: bars are the only trace whose key is a square with the pattern in it.

    One line in a narrow figure too: the legend takes its height from the map.
    """
    wide, narrow = (f"{escape(short(name, width))} ({count})" for width in (LEGEND, NARROW_LEGEND))
    names = {"name": wide, "meta": {"compact": {"name": narrow}}}
    marker = {"color": style["fillcolor"], "line": style["line"]}
    if "fillpattern" in style:
        marker["pattern"] = style["fillpattern"]
    return {"type": "bar", "x": [None], "y": [None], "marker": marker, **names}


def _range(lines: pd.Series) -> list[float]:
    values = [value for line in lines for value in line if value is not None]
    margin = (max(values) - min(values)) / 100
    return [min(values) - margin, max(values) + margin]
