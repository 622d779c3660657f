"""Participation per group: how many of its municipalities handed in."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.columns import POPULATION, SHARE, N
from atlas.figures import rows, theme
from atlas.participation import Turnout


def build(
    groups: pd.DataFrame, by: str, total: Turnout, *, total_name: str, label: Callable[[str], str] = str
) -> go.Figure:
    """One bar per row of `groups` (as from `participation.by_group`) and one for `total`; the axis is in per cent."""
    if groups.empty:
        return theme.empty(_("No municipalities in this selection."))
    bars = [_row(label(group[by]), group[N], group[POPULATION], group[SHARE]) for group in groups.to_dict("records")]
    return rows.build([*bars, _total(total, total_name)], upper=100, suffix=formats.percent_sign())


def _total(total: Turnout, name: str) -> rows.Row:
    return _row(name, total.n, total.population, total.share, colour=theme.ACCENT_DARK, is_total=True)


def _row(label: str, n: int, population: int, share: float | None, **style: Any) -> rows.Row:
    value = None if share is None else 100 * share
    return rows.Row(label, labels.n_of(n, population), value, formats.percent(share), **style)
