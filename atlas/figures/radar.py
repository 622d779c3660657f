"""One municipality's profile as an area over the fields of action, with the profiles of the means as lines."""

from collections.abc import Mapping
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.comparison import DISTRICT_MEAN, MEASURE, OWN, REGION_MEAN, SIZE_MEAN
from atlas.figures import theme

FILL = "rgba(31, 111, 146, 0.22)"  # the accent, so thin that all lines are seen through it
LEGEND = {"orientation": "h", "x": 0.5, "xanchor": "center", "yanchor": "top", "traceorder": "reversed"}
MEANS = (
    (REGION_MEAN, theme.MUTED, "solid"),
    (DISTRICT_MEAN, theme.INK, "dash"),
    (SIZE_MEAN, theme.SCALE[0], "dot"),
)


def build(
    comparison: pd.DataFrame, titles: Mapping[str, str], short: Mapping[str, str], *, own: str, names: Mapping[str, str]
) -> go.Figure:
    """`comparison` as from `comparison.beside_means`, a row per axis; `titles` by measure, `short` ones for a narrow
    screen.

    `own` names the area, `names` the means, by column. A measure without a value is a gap, and a mean without any
    value, such as a hidden one, is no line at all.
    """
    if comparison[[OWN, *(column for column, _colour, _dash in MEANS)]].isna().all(axis=None):
        return theme.empty(_("No values to compare."))
    angles = [360 * place / len(comparison) for place in range(len(comparison))]
    labels = [titles[measure] for measure in comparison[MEASURE]]
    shown = [mean for mean in MEANS if comparison[mean[0]].notna().any()]
    traces = [
        *_wedges(comparison[OWN], angles),
        *(_line(comparison[column], angles, labels, names[column], colour, dash) for column, colour, dash in shown),
        _line(comparison[OWN], angles, labels, own, theme.ACCENT_DARK, "solid", width=3),
    ]
    return theme.figure(
        traces,
        showlegend=True,
        legend={**LEGEND, "y": -0.22},
        margin={"l": 120, "r": 120, "t": 48, "b": 24},
        polar=_polar(angles, [_wrapped(label) for label in labels]),
        meta={
            "compact": {
                "polar.angularaxis.ticktext": [escape(short[code]) for code in comparison[MEASURE]],
                "polar.angularaxis.tickfont.size": 11,
                "legend.y": -0.12,
                "margin": {"l": 84, "r": 84, "t": 28, "b": 8},
            }
        },
    )


def _wrapped(label: str) -> str:
    return theme.lines(label, 18)


def _polar(angles: list[float], labels: list[str]) -> dict[str, Any]:
    """The numbers of the scale stand between the first two axes, where no label is."""
    beside = 90 - 180 / len(angles)
    ticks = {"tickvals": [20, 40, 60, 80, 100], "tickfont": {"size": 11, "color": theme.MUTED}, "ticks": ""}
    names = {"tickvals": angles, "ticktext": labels, "tickfont": {"size": 12}, "ticks": ""}
    grid = {"gridcolor": theme.GRID, "linecolor": theme.GRID}
    return {
        "gridshape": "linear",
        "bgcolor": "rgba(0,0,0,0)",
        "radialaxis": {"range": [0, 100], "angle": beside, "tickangle": 0, **ticks, **grid},
        "angularaxis": {"direction": "clockwise", "rotation": 90, **names, **grid},
    }


def _wedges(values: pd.Series, angles: list[float]) -> list[dict[str, Any]]:
    """The area between neighbouring axes that both have a value: nothing is filled across a gap."""
    style = {"type": "scatterpolar", "mode": "lines", "fill": "toself", "fillcolor": FILL, "line": {"width": 0}}
    return [
        {**style, "r": r, "theta": theta, "showlegend": False, "hoverinfo": "skip"}
        for r, theta in (_wedge(run, values, angles) for run in _runs(values))
    ]


def _wedge(run: list[int], values: pd.Series, angles: list[float]) -> tuple[list[float], list[float]]:
    r, theta = [float(values.iloc[place]) for place in run], [angles[place] for place in run]
    is_closed = len(run) == len(values)
    return (r, theta) if is_closed else ([0.0, *r, 0.0], [theta[0], *theta, theta[-1]])


def _runs(values: pd.Series) -> list[list[int]]:
    """Positions of neighbours with a value, around the circle, at least two each."""
    known = values.notna().tolist()
    places = list(range(len(known)))
    if not all(known):
        first = known.index(False)
        places = places[first:] + places[:first]
    runs = [list(group) for is_known, group in groupby(places, key=known.__getitem__) if is_known]
    return [run for run in runs if len(run) > 1]


def _line(
    values: pd.Series, angles: list[float], labels: list[str], name: str, colour: str, dash: str, width: float = 2
) -> dict[str, Any]:
    """Back to its start; dots, because a value between two gaps is no line."""
    known = [None if formats.is_missing(value) else float(value) for value in values]
    hover = [
        f"{escape(label)}<br>{escape(name)}: <b>{formats.decimal(value)}</b>"
        for label, value in zip(labels, known, strict=True)
    ]
    return {
        "type": "scatterpolar",
        "mode": "lines+markers",
        "r": [*known, known[0]],
        "theta": [*angles, angles[0]],
        **theme.legend_name(name),
        "line": {"color": colour, "dash": dash, "width": width},
        "marker": {"color": colour, "size": width + 3},
        "hovertext": [*hover, hover[0]],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
