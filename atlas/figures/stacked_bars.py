"""Stacked bars: the parts of each row, in per cent."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.figures import theme


def build(
    shares: pd.DataFrame, names: Mapping[str, str], parts: Mapping[str, str], colours: Sequence[str]
) -> go.Figure:
    """`shares`: one row per key of `names`, one column per key of `parts`, 0…1, in the order of stacking.

    `colours` of the parts.
    """
    if shares.empty:
        return theme.empty(_("No returns yet."))
    labels = [theme.lines(names[key], 24) for key in shares.index]
    return theme.figure(
        [
            _bar(shares[part].tolist(), labels, name, colour)
            for (part, name), colour in zip(parts.items(), colours, strict=True)
        ],
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        margin={"l": 8, "r": 28, "t": 44, "b": 8, "pad": 6},
        xaxis={
            "range": [0, 100],
            "dtick": 25,
            "tickangle": 0,
            "ticksuffix": formats.percent_sign(),
        },
        yaxis={"autorange": "reversed", "showgrid": False},
        meta={"compact": {"xaxis.dtick": 50}},
    )


def _bar(shares: list[float], labels: list[str], name: str, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        **theme.legend_name(name),
        "x": [None if formats.is_missing(share) else 100 * share for share in shares],
        "y": labels,
        "marker": {"color": colour},
        "hovertext": [
            f"<b>{label}</b><br>{escape(name)}: {formats.percent(share)}"
            for label, share in zip(labels, shares, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
