"""The card of a profile on what changed in the own figures. Pure: frames and words in, card out."""

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels, measures
from atlas.cards import Card
from atlas.columns import INDEX, PARTICIPATED, SECTION
from atlas.edition import Edition
from atlas.tables import Column, Kind, Table
from atlas.trend import BEFORE, CHANGE, NOW


def change_card(found: pd.DataFrame, standing: pd.DataFrame, waves: tuple[str, str], edition: Edition) -> Card:
    """`found` as from `trend.own_changes`; `waves`: the titles of the one before and of this one."""
    earlier, now = waves
    titles = measures.titles(edition)
    columns = (
        Column(SECTION, _("Field of action")),
        Column(BEFORE, earlier, Kind.DECIMAL),
        Column(NOW, now, Kind.DECIMAL),
        Column(CHANGE, _("Change in points"), Kind.DECIMAL),
    )
    return Card(
        key="change",
        title=_("Since the last survey"),
        figure=None,
        sentence=_sentence(found.set_index(SECTION)[CHANGE], titles, earlier),
        alt="",
        table=Table(columns, found.assign(**{SECTION: found[SECTION].map(titles)})),
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        note=_(
            "Only questions count that are the same in both surveys and that were answered both times, so the "
            "figures may differ from those above. They are those of the municipality alone."
        ),
    )


def _sentence(changes: "pd.Series[float]", titles: dict[str, str], earlier: str) -> str:
    if changes.empty:
        return _("No comparison is possible yet: too few questions were answered in both surveys.")
    parts = [_index(changes[INDEX], earlier)] if INDEX in changes else []
    sections = changes.drop(INDEX, errors="ignore")
    if (sections > 0).any():
        parts.append(_("Gained most: %(title)s (%(change)s points).") % _named(sections, titles, sections.idxmax()))
    if (sections < 0).any():
        parts.append(_("Lost most: %(title)s (%(change)s points).") % _named(sections, titles, sections.idxmin()))
    return " ".join(parts) or _("Nothing has changed since %(earlier)s.") % {"earlier": earlier}


def _index(change: float, earlier: str) -> str:
    values = {"earlier": earlier, "change": formats.decimal(abs(change))}
    if change == 0:
        return _("The own index is the same as in %(earlier)s.") % values
    if change > 0:
        return _("The own index has risen by %(change)s points since %(earlier)s.") % values
    return _("The own index has fallen by %(change)s points since %(earlier)s.") % values


def _named(changes: "pd.Series[float]", titles: dict[str, str], measure: object) -> dict[str, str]:
    code = str(measure)
    return {"title": labels.quoted(titles[code]), "change": formats.signed(float(changes[code]))}
