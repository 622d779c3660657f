"""What can be said of the order of municipalities: no ranks where their ranges overlap."""

import pandas as pd
from django.utils.translation import gettext as _

from atlas import distribution, formats, labels
from atlas.alphabet import alphabetical
from atlas.cards.card import Card
from atlas.columns import ADDRESS, AGS, DISTRICT, INDEX, INDEX_HIGH, INDEX_LOW, NAME
from atlas.distribution import ABOVE, BELOW, OPEN
from atlas.edition import Edition
from atlas.tables import Column, Kind, Table


def order(standing: pd.DataFrame, edition: Edition) -> Card:
    """All municipalities by name, with what can be said of their order: no ranks where ranges overlap."""
    found = distribution.certain_order(standing)
    known = standing.loc[found.index].join(found).sort_values([NAME, AGS], key=alphabetical)
    addresses = [labels.profile(ags, edition.query) for ags in known[AGS]]
    columns = (
        Column(NAME, _("Municipality"), link=ADDRESS),
        Column(DISTRICT, _("District")),
        Column(INDEX, _("Index"), Kind.DECIMAL),
        Column(INDEX_LOW, _("Range from"), Kind.DECIMAL),
        Column(INDEX_HIGH, _("Range to"), Kind.DECIMAL),
        Column(BELOW, _("Surely less far"), Kind.INTEGER),
        Column(OPEN, _("Not to be told apart"), Kind.INTEGER),
        Column(ABOVE, _("Surely further"), Kind.INTEGER),
    )
    return Card(
        key="order",
        title=_("What can be said of the order"),
        figure=None,
        sentence=_order_sentence(found),
        alt="",
        table=Table(columns, known.assign(**{ADDRESS: addresses})),
        n=len(known),
        population=len(standing),
        source=edition.source,
        note=_(
            "In alphabetical order. One municipality is said to be further than another only if their whole ranges are "
            "apart: differences within the ranges mean nothing, so there are no ranks."
        ),
        is_wide=True,
    )


def _order_sentence(found: pd.DataFrame) -> str:
    pairs = len(found) * (len(found) - 1) // 2
    if not pairs:
        return _("There are too few values to compare.")
    unclear = int(found[OPEN].sum()) // 2
    if not unclear:
        return _("No two of these municipalities have ranges that overlap: all can be put in order.")
    if unclear == pairs:
        return _("The ranges of all these municipalities overlap: none can be put in order.")
    text = _("Of %(pairs)s pairs of municipalities %(share)s cannot be put in order.")
    return text % {"pairs": formats.integer(pairs), "share": formats.percent(unclear / pairs)}
