"""A score against the inhabitants: a point per municipality, and the trend with its band."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.columns import AGS, HIGH, LOW, MEAN, NAME, POPULATION
from atlas.distribution import SizeEffect
from atlas.figures import theme

TICKS = (2_000, 10_000, 50_000, 250_000)


def build(standing: pd.DataFrame, value: str, effect: SizeEffect) -> go.Figure:
    known = standing[standing[value].notna()]
    if known.empty:
        return theme.empty(_("No values to compare."))
    return theme.figure(
        [*_trend(effect.line), _points(known, value)],
        margin={"l": 8, "r": 16, "t": 8, "b": 8, "pad": 6},
        xaxis={
            "type": "log",
            "tickvals": list(TICKS),
            "ticktext": [formats.integer(tick) for tick in TICKS],
            "title": {"text": _("Inhabitants (each step the same factor)"), "font": {"size": 12}},
            "tickangle": 0,
        },
        yaxis={"range": [0, 100], "nticks": 6},
    )


def _trend(line: pd.DataFrame) -> list[dict[str, Any]]:
    if line.empty:
        return []
    x = line[POPULATION].round().tolist()
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": [*x, *x[::-1]],
        "y": [*line[HIGH].round(2).tolist(), *line[LOW].round(2).tolist()[::-1]],
        "fill": "toself",
        "fillcolor": "rgba(31,111,146,0.2)",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    trend = {"type": "scatter", "mode": "lines", "x": x, "y": line[MEAN].round(2).tolist(), "hoverinfo": "skip"}
    return [band, {**trend, "line": {"color": theme.ACCENT_DARK, "width": 2.5}}]


def _points(known: pd.DataFrame, value: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": known[POPULATION].tolist(),
        "y": known[value].round(2).tolist(),
        "marker": {"size": 7, "color": theme.ACCENT, "opacity": 0.7, "line": {"color": theme.PAPER, "width": 0.5}},
        "customdata": known[AGS].tolist(),
        "hovertext": [
            f"<b>{escape(name)}</b><br>{formats.integer(population)}<br>{formats.decimal(score)}"
            for name, population, score in zip(known[NAME], known[POPULATION], known[value], strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
