"""One municipality's scores as dots beside the means of its district, its size class and the region."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.comparison import DISTRICT_MEAN, MEASURE, OWN, REGION_MEAN, SIZE_MEAN
from atlas.figures import rows, theme


def build(
    comparison: pd.DataFrame, titles: Mapping[str, str], short: Mapping[str, str], *, own: str, names: Mapping[str, str]
) -> go.Figure:
    """`comparison` as from `comparison.beside_means`; `titles` by measure, `short` ones for a narrow screen.

    `own` names the dots, `names` the means.
    """
    if comparison.empty:
        return theme.empty(_("No values to compare."))
    places = list(range(len(comparison)))
    marks = [
        (REGION_MEAN, names[REGION_MEAN], {"symbol": "line-ns", "size": 16, "line": _line(theme.MUTED)}),
        (SIZE_MEAN, names[SIZE_MEAN], {"symbol": "triangle-up", "size": 11, "color": theme.SCALE[0]}),
        (
            DISTRICT_MEAN,
            names[DISTRICT_MEAN],
            {"symbol": "diamond-open", "size": 10, "line": _line(theme.INK), "color": theme.INK},
        ),
        (OWN, own, {"symbol": "circle", "size": 15, "color": theme.ACCENT}),
    ]
    shown = [mark for mark in marks if mark[0] == OWN or comparison[mark[0]].notna().any()]
    return theme.figure(
        [_dots(comparison[column], places, name, marker) for column, name, marker in shown],
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "reversed"},
        margin={"l": 8, "r": 16, "t": 44, "b": 8, "pad": 6},
        xaxis={"range": [-2, 102], "nticks": 6, "tickfont": {"color": theme.MUTED, "size": 12}},
        yaxis=rows.lanes([rows.tick(titles[measure], "", is_strong=False) for measure in comparison[MEASURE]]),
        meta={"compact": {"xaxis.nticks": 3, "yaxis.ticktext": [escape(short[code]) for code in comparison[MEASURE]]}},
    )


def _line(colour: str) -> dict[str, Any]:
    return {"width": 2.5, "color": colour}


def _dots(values: pd.Series, places: list[int], name: str, marker: dict[str, Any]) -> dict[str, Any]:
    known = [None if formats.is_missing(value) else float(value) for value in values]
    hover = [f"{escape(name)}: {formats.decimal(value)}" for value in known]
    return {
        "type": "scatter",
        "mode": "markers",
        **theme.legend_name(name),
        "x": known,
        "y": places,
        "marker": marker,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
