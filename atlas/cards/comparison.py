"""Municipalities, districts or groups side by side."""

from collections.abc import Sequence

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels, measures, side_by_side
from atlas.cards.card import Card, meaning, unknown_interval
from atlas.columns import HIGH, LOW, MEAN, PARTICIPATED, POPULATION, SECTION, SHARE, N
from atlas.edition import Edition
from atlas.figures import unit_dots
from atlas.figures.unit_dots import Series
from atlas.side_by_side import UNIT, Unit
from atlas.tables import Column, Kind, Table


def side_by_side_card(standing: pd.DataFrame, units: Sequence[Unit], names: Sequence[str], edition: Edition) -> Card:
    """Scores of the units. standing: the whole register with ranges; names: of the units."""
    titles, short = measures.titles(edition), measures.names(edition)
    found = side_by_side.compare(standing, units, list(titles))
    heads = [labels.capitalised(name) for name in names]
    series = [
        Series(name, list(zip(*(found.loc[found[UNIT] == place, c] for c in (MEAN, LOW, HIGH)), strict=True)))
        for place, name in enumerate(heads)
    ]
    columns = (
        Column("title", _("Field of action")),
        Column("name", _("Compared")),
        Column(MEAN, _("Score or mean"), Kind.DECIMAL),
        Column(LOW, _("Lower end"), Kind.DECIMAL),
        Column(HIGH, _("Upper end"), Kind.DECIMAL),
        Column(N, _("With a value"), Kind.INTEGER),
        Column(POPULATION, _("Municipalities"), Kind.INTEGER),
    )
    named = found.assign(title=found[SECTION].map(titles), name=[heads[place] for place in found[UNIT]])
    return Card(
        key="side-by-side",
        title=_("Scores side by side"),
        figure=unit_dots.build(
            series, [labels.plain(title) for title in titles.values()], [short[code] for code in titles]
        ),
        sentence=_sentence(found, names),
        alt=_("Dots with intervals for each of those compared, field by field."),
        table=Table(columns, named),
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        note=" ".join(
            [
                _(
                    "Of a municipality the bar is its range (all that it left open worst or best), of a group the "
                    "interval of its estimated mean."
                ),
                unknown_interval(),
                labels.assumption(),
                meaning(),
            ]
        ),
        size="tall",
        is_wide=True,
    )


def _sentence(found: pd.DataFrame, names: Sequence[str]) -> str:
    """In how many scores the first two with values can be told apart at all."""
    if len(names) < 2:
        return _("Choose at least two to compare.")
    wide = found.pivot(index=SECTION, columns=UNIT, values=[MEAN, LOW, HIGH])
    scored, places = ([place for place in range(len(names)) if wide[c, place].notna().any()] for c in (MEAN, LOW))
    without = [name for place, name in enumerate(names) if place not in scored]
    unsure = [names[place] for place in scored if place not in places]
    parts = [_("Without a score: %(names)s.") % {"names": labels.listed(without)}] if without else []
    parts += [_("Without an interval: %(names)s.") % {"names": labels.listed(unsure)}] if unsure else []
    if len(places) > 1:
        parts.append(_apart(wide, places[0], places[1], names))
    elif not unsure:
        parts.append(_too_few())
    return " ".join(parts)


def _too_few() -> str:
    return _("There are too few values to compare.")


def _apart(wide: pd.DataFrame, one: int, other: int, names: Sequence[str]) -> str:
    known = wide[[(LOW, one), (HIGH, one), (LOW, other), (HIGH, other)]].dropna()
    if known.empty:
        return _too_few()
    apart = int(((known[LOW, one] > known[HIGH, other]) | (known[LOW, other] > known[HIGH, one])).sum())
    text = ngettext(
        "%(first)s and %(second)s are clearly apart in %(n)s of %(all)s scores; where the bars overlap they are not.",
        "%(first)s and %(second)s are clearly apart in %(n)s of %(all)s scores; where the bars overlap they are not.",
        apart,
    )
    return text % {
        "first": labels.capitalised(names[one]),
        "second": names[other],
        "n": formats.integer(apart),
        "all": formats.integer(len(known)),
    }


def turnout_card(standing: pd.DataFrame, units: Sequence[Unit], names: Sequence[str], edition: Edition) -> Card:
    """Participation and size of the units."""
    found = side_by_side.turnout(standing, units)
    inhabitants = [int(unit.of(standing)[POPULATION].sum()) for unit in units]
    columns = (
        Column("name", _("Compared")),
        Column("inhabitants", _("Inhabitants"), Kind.INTEGER),
        Column(N, _("Returns"), Kind.INTEGER),
        Column(POPULATION, _("Municipalities"), Kind.INTEGER),
        Column(SHARE, _("Share"), Kind.PERCENT),
    )
    return Card(
        key="turnout-side-by-side",
        title=_("Size and participation"),
        figure=None,
        sentence=_turnout_sentence(found, names),
        alt="",
        table=Table(columns, found.assign(name=[labels.capitalised(name) for name in names], inhabitants=inhabitants)),
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        is_wide=True,
    )


def _turnout_sentence(found: pd.DataFrame, names: Sequence[str]) -> str:
    if not found[N].any():
        return _("No returns yet.")
    highest = found[SHARE].max()
    first = [name for name, share in zip(names, found[SHARE], strict=True) if share == highest]
    return _("Highest participation: %(names)s (%(share)s).") % {
        "names": labels.listed(first),
        "share": formats.percent(highest),
    }
