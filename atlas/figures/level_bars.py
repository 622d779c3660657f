"""The estimated share of municipalities at each level with its interval; those without a value are set apart."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels
from atlas.columns import HIGH, LEVEL, LOW, NO_VALUE, SHARE, N
from atlas.edition import Band
from atlas.figures import rows, theme


def build(counts: pd.DataFrame, bands: Sequence[Band]) -> go.Figure:
    """`counts` as from `scores.level_counts`: one row per level and one for `no_value`; the axis is in per cent."""
    if counts[N].sum() == 0:
        return theme.empty(_("No returns yet."))
    numbers = {count[LEVEL]: count for count in counts.to_dict("records")}
    points = labels.points(bands)
    levels = [
        _row(band.name, points[band.code], numbers[band.code], theme.level_colour(place, len(bands)))
        for place, band in enumerate(bands)
    ]
    no_value = _row(_("No value"), _("too many gaps"), numbers[NO_VALUE], theme.OUTLINE)
    upper = min(100, 10 * ceil(10 * counts[[SHARE, HIGH]].max().max()))
    return rows.build([*levels, no_value], upper=upper, suffix=formats.percent_sign())


def _row(label: str, detail: str, numbers: Mapping[Any, Any], colour: str) -> rows.Row:
    returns = ngettext("%(n)s return", "%(n)s returns", numbers[N]) % {"n": formats.integer(numbers[N])}
    value, low, high = (100 * numbers[column] for column in (SHARE, LOW, HIGH))
    text = formats.percent(numbers[SHARE])
    return rows.Row(label, f"{detail} · {returns}", value, text, colour, low, high, short=returns)
