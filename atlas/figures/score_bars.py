"""Mean score per district with its interval, and the region's mean as a line of reference."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.columns import DISTRICT, DISTRICT_AGS, HIGH, LOW, MEAN, POPULATION, N
from atlas.figures import rows, theme


def build(means: pd.DataFrame, *, total_name: str, withheld: "pd.Series[bool] | None" = None) -> go.Figure:
    """`means` as from `scores.index_by_district`: one row per district, all of them together with an empty key.

    `withheld`: rows whose mean was kept back; they say so.
    """
    if means.empty:
        return theme.empty(_("No municipalities in this selection."))
    hidden = [False] * len(means) if withheld is None else withheld.tolist()
    bars = [_row(mean, total_name, is_hidden) for mean, is_hidden in zip(means.to_dict("records"), hidden, strict=True)]
    figure = rows.build(bars, upper=100, right=52)
    region = means.loc[means[DISTRICT_AGS] == "", MEAN]
    return figure.update_layout(shapes=[theme.reference_line(float(mean)) for mean in region.dropna()])


def _row(mean: dict[Any, Any], total_name: str, is_hidden: bool) -> rows.Row:
    is_region = mean[DISTRICT_AGS] == ""
    return rows.Row(
        label=total_name if is_region else mean[DISTRICT],
        detail=labels.n_of(mean[N], mean[POPULATION]) if mean[N] else _("no values"),
        value=mean[MEAN],
        text=formats.decimal(mean[MEAN]),
        colour=theme.ACCENT_DARK if is_region else theme.ACCENT,
        low=mean[LOW],
        high=mean[HIGH],
        is_total=is_region,
        instead=formats.too_few() if is_hidden else "",
    )
