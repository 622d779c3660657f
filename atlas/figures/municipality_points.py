"""The map of a large register: one point per municipality, one trace per class. Needs no outlines and no network."""

from html import escape
from math import cos, radians
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.columns import AGS, DISTRICT, LATITUDE, LONGITUDE, NAME, NO_RETURN, NO_VALUE
from atlas.figures import map_classes, theme
from atlas.figures.map_classes import NOT_APPLICABLE, Classes

DECIMALS = 4  # of a degree: about ten metres
TEXT = "text"


def build(standing: pd.DataFrame, classes: Classes) -> go.Figure:
    """Municipalities of `standing` where its `longitude` and `latitude` say, coloured by their class."""
    if standing.empty:
        return theme.empty(_("No municipalities in this selection."))
    places = standing.assign(**{TEXT: classes.texts})
    stretch = 1 / cos(radians(float(places[LATITUDE].mean())))
    markers = _markers(classes)
    return theme.figure(
        [_points(places[classes.of == code], name, markers[code], stretch) for code, name in classes.names.items()],
        showlegend=True,
        legend={**map_classes.legend(classes), "itemsizing": "constant"},
        xaxis={"visible": False},
        yaxis={"visible": False, "scaleanchor": "x", "scaleratio": 1},
    )


def _markers(classes: Classes) -> dict[str, dict[str, Any]]:
    """Values are filled; the kinds of having none are hollow, so that they are not taken for low ones."""
    hollow = {"color": theme.OUTLINE, "size": 4}
    without = {
        NO_VALUE: {**hollow, "symbol": "diamond-open"},
        NOT_APPLICABLE: {**hollow, "symbol": "square-open"},
        NO_RETURN: {**hollow, "symbol": "circle-open"},
    }
    filled = {code: {"color": colour, "size": 5} for code, colour in classes.colours.items()}
    return {code: filled.get(code) or without[code] for code in classes.names}


def _points(places: pd.DataFrame, name: str, marker: dict[str, Any], stretch: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        **theme.legend_name(f"{name} ({formats.integer(len(places))})"),
        "x": places[LONGITUDE].round(DECIMALS).tolist(),
        "y": (places[LATITUDE] * stretch).round(DECIMALS).tolist(),
        "marker": marker,
        "customdata": places[AGS].tolist(),
        "text": [
            f"<b>{escape(town)}</b><br>{escape(district)}<br>{f'{escape(text)} · ' if text else ''}"
            for town, district, text in zip(places[NAME], places[DISTRICT], places[TEXT], strict=True)
        ],
        "hovertemplate": f"%{{text}}{escape(name)}<extra></extra>",
    }
