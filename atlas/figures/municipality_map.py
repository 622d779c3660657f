"""The map: one filled line per municipality in plane axes, coloured by its level. Needs no network."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.columns import AGS, DISTRICT, INDEX, LEVEL, NAME, NO_RETURN, NO_VALUE, X, Y
from atlas.edition import Edition
from atlas.figures import map_classes, theme
from atlas.geometry import Line, Shapes


def build(standing: pd.DataFrame, shapes: Shapes, edition: Edition) -> go.Figure:
    """Municipalities of `standing` on the `shapes` of the whole register; borders beyond them are cut off."""
    places = standing.assign(**{LEVEL: map_classes.of(standing)}).merge(shapes.outlines, on=AGS)
    if places.empty:
        return theme.empty(_("No municipalities in this selection."))
    styles = _styles(edition)
    names = map_classes.names(edition)
    counts = places[LEVEL].value_counts()
    return theme.figure(
        [
            *(_municipality(place, styles[place[LEVEL]], names) for place in places.to_dict("records")),
            _borders(shapes.borders),
            *(_key(f"{names[code]} ({counts.get(code, 0)})", style) for code, style in styles.items()),
        ],
        showlegend=True,
        legend=map_classes.legend(),
        xaxis={"visible": False, "range": _range(places[X])},
        yaxis={"visible": False, "range": _range(places[Y]), "scaleanchor": "x", "scaleratio": 1},
    )


def _styles(edition: Edition) -> dict[str, dict[str, Any]]:
    white = {"color": theme.PAPER, "width": 0.8}
    grey = {"color": theme.OUTLINE, "width": 0.8}
    levels = {
        code: {"fillcolor": theme.level_colour(place, len(edition.levels)), "line": white}
        for place, code in enumerate(edition.levels)
    }
    dots = {"shape": ".", "fgcolor": theme.MUTED, "bgcolor": theme.GRID, "size": 5, "solidity": 0.25}
    hatch = {"shape": "/", "fgcolor": "#b8c1cb", "bgcolor": theme.PAPER, "size": 6, "solidity": 0.2}
    return {
        **levels,
        NO_VALUE: {"fillcolor": theme.GRID, "fillpattern": dots, "line": grey},
        NO_RETURN: {"fillcolor": theme.PAPER, "fillpattern": hatch, "line": grey},
    }


def _municipality(place: dict[Any, Any], style: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    shape = {"type": "scatter", "mode": "lines", "x": place[X], "y": place[Y], "fill": "toself", "showlegend": False}
    return {**shape, **style, "hoveron": "fills", "hoverinfo": "text", "text": _hover(place, names)}


def _hover(place: dict[Any, Any], names: dict[str, str]) -> str:
    head = f"<b>{escape(place[NAME])}</b><br>{escape(place[DISTRICT])}<br>"
    level = escape(names[place[LEVEL]])
    return head + (level if formats.is_missing(place[INDEX]) else f"{formats.decimal(place[INDEX])} · {level}")


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
    return {"type": "bar", "x": [None], "y": [None], "name": name, "marker": marker}


def _range(lines: pd.Series) -> list[float]:
    values = [value for line in lines for value in line if value is not None]
    margin = (max(values) - min(values)) / 100
    return [min(values) - margin, max(values) + margin]
