"""How many municipalities reach each level, with those that have no value set apart."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats
from atlas.columns import LEVEL, NO_VALUE, SHARE, N
from atlas.edition import Band
from atlas.figures import rows, theme


def build(counts: pd.DataFrame, bands: Sequence[Band]) -> go.Figure:
    """`counts` as from `scores.level_counts`: one row per level and one for `no_value`; the axis counts returns."""
    if counts[N].sum() == 0:
        return theme.empty(_("No returns yet."))
    numbers = {count[LEVEL]: count for count in counts.to_dict("records")}
    levels = [
        _row(band.name, _bounds(band), numbers[band.code], theme.level_colour(place, len(bands)))
        for place, band in enumerate(bands)
    ]
    no_value = _row(_("No value"), _("too many gaps"), numbers[NO_VALUE], theme.OUTLINE)
    return rows.build([*levels, no_value], upper=_upper(int(counts[N].max())), right=112)


def _row(label: str, detail: str, numbers: Mapping[Any, Any], colour: str) -> rows.Row:
    text = f"{formats.integer(numbers[N])} ({formats.percent(numbers[SHARE])})"
    return rows.Row(label, detail, numbers[N], text, colour)


def _bounds(band: Band) -> str:
    return _("from %(lower)s points") % {"lower": formats.integer(band.lower)}


def _upper(largest: int) -> int:
    """A round end of the axis at or above the largest count."""
    step = 5 if largest <= 50 else 10 ** (len(str(largest)) - 1) // 2
    return max(-(-largest // step) * step, 5)
