"""Participation per size class (rows) and district (columns), coloured by share, with n of N in the cells."""

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.columns import DISTRICT, HIGH, LOW, POPULATION, SHARE, SIZE_CLASS, N
from atlas.figures import matrix, theme


def build(cells: pd.DataFrame) -> go.Figure:
    """`cells` as from `participation.by_group` of district and size class."""
    if cells.empty:
        return theme.empty(_("No municipalities in this selection."))
    columns, rows = list(dict.fromkeys(cells[DISTRICT])), sorted(set(cells[SIZE_CLASS]), key=_order(cells))
    drawn = [
        matrix.Cell(columns.index(cell[DISTRICT]), rows.index(cell[SIZE_CLASS]), *_look(cell))
        for cell in cells.to_dict("records")
    ]
    return matrix.build(drawn, columns, [labels.size(code) for code in rows], [labels.size_from(code) for code in rows])


def _order(cells: pd.DataFrame) -> Any:
    return list(cells[SIZE_CLASS].cat.categories).index


def _look(cell: dict[Any, Any]) -> tuple[str, str, str]:
    """Text, hover text and colour."""
    text = f"{cell[N]}/{cell[POPULATION]}"
    place = f"<b>{escape(cell[DISTRICT])}</b> · {labels.size(cell[SIZE_CLASS])}"
    interval = labels.interval(cell[LOW], cell[HIGH], formats.percent)
    hover = f"{place}<br>{labels.n_of(cell[N], cell[POPULATION])} ({formats.percent(cell[SHARE])})<br>{interval}"
    return text, hover, theme.score_colour(100 * cell[SHARE])
