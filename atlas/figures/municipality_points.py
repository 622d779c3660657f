"""The map of a large register: one point per municipality, one trace per class. Needs no outlines and no network."""

from html import escape
from math import cos, radians
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.columns import DISTRICT, INDEX, LATITUDE, LEVEL, LONGITUDE, NAME, NO_RETURN, NO_VALUE
from atlas.edition import Edition
from atlas.figures import map_classes, theme
from survey.questionnaire.numbers import half_up

DECIMALS = 4  # of a degree: about ten metres


def build(standing: pd.DataFrame, edition: Edition) -> go.Figure:
    """Municipalities of `standing` where its `longitude` and `latitude` say, coloured by their level."""
    if standing.empty:
        return theme.empty(_("No municipalities in this selection."))
    places = standing.assign(**{LEVEL: map_classes.of(standing)})
    stretch = 1 / cos(radians(float(places[LATITUDE].mean())))
    markers = _markers(edition)
    traces = [
        _points(places[places[LEVEL] == code], name, markers[code], stretch)
        for code, name in map_classes.names(edition).items()
    ]
    return theme.figure(
        traces,
        showlegend=True,
        legend={**map_classes.legend(), "itemsizing": "constant"},
        xaxis={"visible": False},
        yaxis={"visible": False, "scaleanchor": "x", "scaleratio": 1},
    )


def _markers(edition: Edition) -> dict[str, dict[str, Any]]:
    """Levels are filled; the two kinds of no level are hollow, so that they are not taken for low scores."""
    levels = {
        code: {"color": theme.level_colour(place, len(edition.levels)), "size": 5}
        for place, code in enumerate(edition.levels)
    }
    hollow = {"color": theme.OUTLINE, "size": 4}
    return {**levels, NO_VALUE: {**hollow, "symbol": "diamond-open"}, NO_RETURN: {**hollow, "symbol": "circle-open"}}


def _points(places: pd.DataFrame, name: str, marker: dict[str, Any], stretch: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{name} ({formats.integer(len(places))})",
        "x": places[LONGITUDE].round(DECIMALS).tolist(),
        "y": (places[LATITUDE] * stretch).round(DECIMALS).tolist(),
        "marker": marker,
        "text": _texts(places),
        "hovertemplate": f"%{{text}}{escape(name)}<extra></extra>",
    }


def _texts(places: pd.DataFrame) -> list[str]:
    """What a label says before the name of the level; each number is written once, because most of them repeat."""
    indexes = places[INDEX].map(half_up, na_action="ignore")
    written = {value: f"{formats.decimal(value)} · " for value in indexes.dropna().unique()}
    return [
        f"<b>{escape(name)}</b><br>{escape(district)}<br>{written.get(index, '')}"
        for name, district, index in zip(places[NAME], places[DISTRICT], indexes, strict=True)
    ]
