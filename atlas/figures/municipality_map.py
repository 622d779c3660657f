"""The map: one filled line per municipality in plane axes, coloured by its class. Needs no network."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas.columns import AGS, DISTRICT, NAME, NO_RETURN, NO_VALUE, X, Y
from atlas.figures import map_classes, theme
from atlas.figures.map_classes import NOT_APPLICABLE, Classes
from atlas.geometry import Line, Shapes
from atlas.labels import short

CLASS = "class"
TEXT = "text"
LEGEND = 46  # characters of a class


def build(standing: pd.DataFrame, shapes: Shapes, classes: Classes) -> go.Figure:
    """Municipalities of `standing` on the `shapes` of the whole register; borders beyond them are cut off.

    A click on one leads to its profile: its key is the `meta` of its trace.
    """
    named = standing[[AGS, NAME, DISTRICT]].copy()
    named[CLASS], named[TEXT] = classes.of, list(classes.texts)
    places = named.merge(shapes.outlines, on=AGS)
    if places.empty:
        return theme.empty(_("No municipalities in this selection."))
    styles = _styles(classes)
    counts = places[CLASS].value_counts()
    return theme.figure(
        [
            *(_municipality(place, styles[place[CLASS]], classes) for place in places.to_dict("records")),
            _borders(shapes.borders),
            *(
                _key(f"{short(classes.names[code], LEGEND)} ({counts.get(code, 0)})", style)
                for code, style in styles.items()
            ),
        ],
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


def _municipality(place: dict[Any, Any], style: dict[str, Any], classes: Classes) -> dict[str, Any]:
    shape = {"type": "scatter", "mode": "lines", "x": place[X], "y": place[Y], "fill": "toself", "showlegend": False}
    text = _hover(place, classes.names[place[CLASS]])
    return {**shape, **style, "hoveron": "fills", "hoverinfo": "text", "text": text, "meta": place[AGS]}


def _hover(place: dict[Any, Any], name: str) -> str:
    text = name if place[TEXT] in ("", name) else f"{place[TEXT]} · {name}"
    return f"<b>{escape(place[NAME])}</b><br>{escape(place[DISTRICT])}<br>{escape(text)}"


def _borders(borders: Line) -> dict[str, Any]:
    x, y = borders
    line = {"color": theme.INK, "width": 1.6}
    shape = {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line}
    return {**shape, "hoverinfo": "skip", "showlegend": False}


def _key(name: str, style: dict[str, Any]) -> dict[str, Any]:
    """An entry of the legend: bars are the only trace whose key is a square with the pattern in it."""
    marker = {"color": style["fillcolor"], "line": style["line"]}
    if "fillpattern" in style:
        marker["pattern"] = style["fillpattern"]
    return {"type": "bar", "x": [None], "y": [None], "name": escape(name), "marker": marker}


def _range(lines: pd.Series) -> list[float]:
    values = [value for line in lines for value in line if value is not None]
    margin = (max(values) - min(values)) / 100
    return [min(values) - margin, max(values) + margin]
