"""Stacked bars: how the questions of each row were left, in per cent."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.figures import theme

COLOURS = (theme.ACCENT, theme.SCALE[0], theme.ACCENT_DARK, theme.OUTLINE, theme.GRID)


def build(shares: pd.DataFrame, names: dict[str, str], states: dict[str, str]) -> go.Figure:
    """`shares`: one row per key of `names`, one column per key of `states`, 0…1, in the order of stacking."""
    if shares.empty:
        return theme.empty(_("No returns yet."))
    labels = [escape(names[key]) for key in shares.index]
    return theme.figure(
        [
            _bar(shares[state].tolist(), labels, name, colour)
            for (state, name), colour in zip(states.items(), COLOURS, strict=True)
        ],
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        margin={"l": 8, "r": 16, "t": 44, "b": 8, "pad": 6},
        xaxis={"range": [0, 100], "nticks": 4, "tickangle": 0, "ticksuffix": formats.percent_sign()},
        yaxis={"autorange": "reversed", "showgrid": False},
        meta={"compact": {"xaxis.nticks": 3, "yaxis.ticktext": list(shares.index), "yaxis.tickvals": labels}},
    )


def _bar(shares: list[float], labels: list[str], name: str, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": [100 * share for share in shares],
        "y": labels,
        "marker": {"color": colour},
        "hovertext": [
            f"<b>{label}</b><br>{name}: {formats.percent(share)}" for label, share in zip(labels, shares, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
