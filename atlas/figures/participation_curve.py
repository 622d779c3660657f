"""Returns over time: a step line of all that came in so far, under the line of all municipalities."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats
from atlas.columns import DAY, POPULATION, N
from atlas.figures import theme


def build(days: pd.DataFrame, target: int | None = None) -> go.Figure:
    """`days` as from `participation.over_time`: one row per day with `n` and `population`; `target`: of `n`."""
    if days.empty:
        return theme.empty(_("No returns yet."))
    population = int(days[POPULATION].iloc[-1])
    return theme.figure(
        [_line(days), _end(days)],
        margin={"l": 8, "r": 44, "t": 26, "b": 8, "pad": 4},
        xaxis={"type": "date", "tickformat": formats.axis_day(), "nticks": 7, "showgrid": False},
        yaxis={"range": [0, population * 1.03], "nticks": 6, "tickformat": ",d"},
        shapes=[_level(population, theme.MUTED), *([_level(target, theme.SCALE[0])] if target else [])],
        annotations=[_all_label(population), *([_target_label(target)] if target else [])],
    )


def _line(days: pd.DataFrame) -> dict[str, Any]:
    texts = [f"{formats.day(day)}: <b>{formats.integer(n)}</b>" for day, n in zip(days[DAY], days[N], strict=True)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": _dates(days),
        "y": days[N].tolist(),
        "line": {"shape": "hv", "color": theme.ACCENT, "width": 2.5},
        "fill": "tozeroy",
        "fillcolor": "rgba(31,111,146,0.12)",
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _end(days: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": _dates(days)[-1:],
        "y": days[N].tolist()[-1:],
        "text": [f" <b>{formats.integer(days[N].iloc[-1])}</b>"],
        "textposition": "middle right",
        "marker": {"color": theme.ACCENT, "size": 8},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _dates(days: pd.DataFrame) -> list[str]:
    return days[DAY].dt.strftime("%Y-%m-%d").tolist()


def _level(n: int, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": n, "y1": n, "line": line}


def _all_label(population: int) -> dict[str, Any]:
    text = ngettext("%(n)s municipality", "%(n)s municipalities", population) % {"n": formats.integer(population)}
    return _label(text, population)


def _target_label(target: int) -> dict[str, Any]:
    return _label(_("Target: %(n)s") % {"n": formats.integer(target)}, target)


def _label(text: str, y: int) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": y, "yanchor": "bottom"}
    return {"text": text, "showarrow": False, "font": {"color": theme.MUTED, "size": 12}, **place}
