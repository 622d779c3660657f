"""The municipalities that are still open, with the state of the contact: where a call is worth while."""

import pandas as pd
from django.utils.translation import gettext as _

from atlas import contact, formats, labels
from atlas.cards.card import Card
from atlas.columns import ADDRESS, AGS, DISTRICT, NAME, POPULATION
from atlas.edition import Edition
from atlas.tables import Column, Kind, Table


def still_open(standing: pd.DataFrame, contacts: pd.DataFrame, edition: Edition) -> Card:
    """`contacts` as from `frames.contacts`."""
    found = contact.open_municipalities(standing, contacts)
    names = _names()
    counts = found[contact.CONTACT].value_counts()
    parts = [f"{formats.integer(counts[state])} {names[state]}" for state in contact.STATES if counts[state]]
    columns = (
        Column(NAME, _("Municipality"), link=ADDRESS),
        Column(DISTRICT, _("District")),
        Column(POPULATION, _("Inhabitants"), Kind.INTEGER),
        Column("state", _("State of the contact")),
        Column(contact.ANSWERED, _("Answers saved"), Kind.INTEGER),
        Column(contact.LAST_AT, _("Last activity"), Kind.DATE),
        Column(contact.COORDINATION, _("Coordination")),
    )
    last = found[contact.LAST_AT].dt.tz_convert(edition.timezone)
    frame = found.assign(
        state=found[contact.CONTACT].astype(object).map(names),
        **{contact.LAST_AT: last, ADDRESS: [labels.profile(ags, edition.query) for ags in found[AGS]]},
    )
    return Card(
        key="still-open",
        title=_("Municipalities that are still open"),
        figure=None,
        sentence=_("Still open: %(parts)s.") % {"parts": labels.listed(parts)}
        if parts
        else _("All municipalities have answered."),
        alt="",
        table=Table(columns, frame),
        n=len(standing) - len(found),
        population=len(standing),
        source=edition.source,
        is_wide=True,
    )


def _names() -> dict[str, str]:
    return {
        contact.NOBODY: _("without a contact person"),
        contact.INVITED: _("invited, not yet logged in"),
        contact.HERE: _("logged in, nothing answered yet"),
        contact.BEGUN: _("begun"),
        contact.PRESENTED: _("presented for release"),
    }
