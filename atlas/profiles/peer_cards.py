"""The cards of a profile on its peers: who they are, and what they did. Pure: frames and words in, cards out."""

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels
from atlas.cards import Card
from atlas.columns import ADDRESS, AGS, DISTRICT, NAME, PARTICIPATED, POPULATION, QUESTION
from atlas.edition import Edition
from atlas.peers import COUNT, DENSITY, DISTANCE
from atlas.practice import FURTHER
from atlas.tables import Column, Kind, Table

OWN_ANSWER = "own_answer"
NAMES = "names"


def peers_card(
    standing: pd.DataFrame, found: pd.DataFrame, edition: Edition, *, has_profile: bool, sees_all: bool
) -> Card:
    """`found` as from `peers.nearest`, `has_profile` likewise; the distance itself is for analysts."""
    columns = [
        Column(NAME, _("Municipality"), link=ADDRESS if sees_all else ""),
        Column(DISTRICT, _("District")),
        Column(POPULATION, _("Inhabitants"), Kind.INTEGER),
        Column(DENSITY, _("Inhabitants per km²"), Kind.INTEGER),
    ]
    if sees_all:
        columns.append(Column(DISTANCE, _("Distance"), Kind.DECIMAL_2))
    addresses = [labels.profile(ags, edition.query) for ags in found[AGS]]
    if found.empty:
        sentence = _("No other municipality with a return can be compared yet.")
    else:
        sentence = _("Most alike: %(names)s.") % {"names": labels.listed(found[NAME].tolist())}
    return Card(
        key="peers",
        title=_("The nearest peers"),
        figure=None,
        sentence=sentence,
        alt="",
        table=Table(tuple(columns), found.assign(**{ADDRESS: addresses})),
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        note=peers_method(has_profile=has_profile, sees_all=sees_all),
    )


def peers_method(*, has_profile: bool, sees_all: bool) -> str:
    if not has_profile:
        return _(
            "Peers are the %(count)s municipalities with a return that are nearest in inhabitants and inhabitants per "
            "km²; each counts a half. There is no profile to compare yet."
        ) % {"count": formats.integer(COUNT)}
    text = _(
        "Peers are the %(count)s municipalities with a return that are nearest in inhabitants, inhabitants per km² and "
        "profile; each counts a third."
    ) % {"count": formats.integer(COUNT)}
    if sees_all:
        return text
    public = _("Of the profile, only fields of action count whose scores may be shown for single municipalities.")
    return f"{text} {public}"


def practice_card(standing: pd.DataFrame, found: pd.DataFrame, peers: int, edition: Edition, *, sees_all: bool) -> Card:
    """`found` as from `practice.further_peers`, with texts: `question`, `own_answer` and, for analysts, `names`.

    Who is no analyst learns neither how many peers are further nor which.
    """
    columns = [Column(QUESTION, _("Question")), Column(OWN_ANSWER, _("Own answer"))]
    further = [labels.n_of(n, peers) if sees_all else _("most of them") for n in found[FURTHER]]
    columns.append(Column(FURTHER, _("Peers further")))
    if sees_all:
        columns.append(Column(NAMES, _("Which")))
    told = found.assign(**{FURTHER: pd.Series(further, index=found.index, dtype=object)})
    return Card(
        key="practice",
        title=_("What most peers have done, and this municipality not yet"),
        figure=None,
        sentence=_practice(len(found), peers, sees_all=sees_all),
        alt="",
        table=Table(tuple(columns), told[[column.key for column in columns]]),
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        note=_(
            "Listed are at most five questions in which more than half of the peers have got at least one step "
            "further, the weightiest first. What was left open here is not compared."
        ),
    )


def _practice(questions: int, peers: int, *, sees_all: bool) -> str:
    if not sees_all and peers < COUNT:
        return _("There are too few peers yet to tell what they did without telling of a single one.")
    if not questions:
        return _("There is no question in which most of the peers have got further.")
    text = ngettext(
        "In %(n)s question most of the peers have got further.",
        "In %(n)s questions most of the peers have got further.",
        questions,
    )
    return text % {"n": formats.integer(questions)}
