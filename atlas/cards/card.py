"""A chart as a card: figure, one sentence of reading, alternative text, table, n of N and source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import labels
from atlas.columns import BOUNDS_HIGH, BOUNDS_LOW, HIGH, LOW, POPULATION, SHARE, N
from atlas.edition import Edition
from atlas.tables import Column, Kind, Table


@dataclass(frozen=True)
class Card:
    """All that a page, a print or a download needs of one chart.

    `n` of `population` municipalities stand behind it. Without a figure the table is the chart. `size` names the height
    that the style sheet reserves (`atlas-figure-…`); `is_wide`: it takes a row of its own; `is_beside`: the table
    stands open beside the figure. `note` says how to read the chart, empty if nothing needs saying;
    `narrow_key`: signs that stand for words where a narrow figure has no room for them, and these words.
    """

    key: str
    title: str
    figure: go.Figure | None
    sentence: str
    alt: str
    table: Table
    n: int
    population: int
    source: str
    note: str = ""
    narrow_key: Sequence[tuple[str, str]] = ()
    size: str = "medium"
    is_wide: bool = False
    is_beside: bool = False

    @property
    def data_id(self) -> str:
        """The id of the element that holds the figure's data."""
        return f"{self.key}-data"

    @property
    def plain_figure(self) -> dict[str, Any]:
        """Plain data for `json_script`.

        The builders put only lists, numbers, texts and None into a figure, so nothing is packed or left
        unserialisable, and the round trip through `to_json()`, which takes half of the time of a map, is not needed.
        """
        plain: dict[str, Any] = self.figure.to_plotly_json() if self.figure else {}
        return plain


def meaning() -> str:
    """What the method wants said beside every score."""
    return _("The score tells how far the introduction has got, not how good it is or what it achieves.")


def unknown_interval() -> str:
    """What it means that a group has a mean but no interval; see `scores.means`."""
    return _("Without an interval: nobody stands for a part of the group, so it is not known how far it may be chance.")


def total_name(edition: Edition) -> str:
    """What all municipalities of the page together are called."""
    return labels.total(is_selection=edition.is_selection)


def turnout_columns() -> tuple[Column, ...]:
    """Participation: n, N and the share."""
    return (
        Column(N, _("Returns"), Kind.INTEGER),
        Column(POPULATION, _("Municipalities"), Kind.INTEGER),
        Column(SHARE, _("Share"), Kind.PERCENT),
    )


def case_columns() -> tuple[Column, ...]:
    """What a mean rests on: municipalities with a value, and all."""
    return Column(N, _("With a value"), Kind.INTEGER), Column(POPULATION, _("Municipalities"), Kind.INTEGER)


def interval_columns(kind: Kind = Kind.DECIMAL) -> tuple[Column, ...]:
    """The 95 % confidence interval."""
    return Column(LOW, _("From (95%%)") % {}, kind), Column(HIGH, _("To (95%%)") % {}, kind)


def certain_columns() -> tuple[Column, ...]:
    """The bounds that hold without any assumption."""
    return (
        Column(BOUNDS_LOW, _("Certain from"), Kind.DECIMAL),
        Column(BOUNDS_HIGH, _("Certain to"), Kind.DECIMAL),
    )


def rows_size(rows: int) -> str:
    """The height of a figure with so many rows."""
    return "small" if rows <= 3 else "medium"
