"""What is important beside how far it has got: region, districts, and what moves with small towns only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.cards.card import Card, total_name
from atlas.columns import DISTRICT, GROUP, HIGH, LOW, SIZE_CLASS, N
from atlas.edition import Edition
from atlas.figures import matrix, quadrants, theme
from atlas.figures.quadrants import Spot
from atlas.priorities import (
    ACT,
    GAP,
    IS_SURE,
    KEEP,
    MATURITY,
    PAIR,
    PRIORITY,
    QUADRANT,
    SECURE,
    WATCH,
    CrossHairs,
    Pair,
    gaps,
)
from atlas.tables import Column, Kind, Table
from survey.size_classes import SIZE_CLASSES


@dataclass(frozen=True)
class Priorities:
    """What the cards compare. points: as from `priorities.points`; texts and short names: of the questions on maturity,
    by code.
    """

    points: pd.DataFrame
    pairs: Sequence[Pair]
    hairs: CrossHairs
    texts: Mapping[str, str]
    names: Mapping[str, str]

    def gaps(self, by: str | None = None) -> pd.DataFrame:
        return gaps(self.points, self.pairs, self.hairs, by)

    def of_small_towns(self) -> "Priorities":
        return replace(self, points=self.points[self.points[SIZE_CLASS].isin(SMALL)])


COLOURS = {ACT: theme.SCALE[0], KEEP: theme.SCALE[3], WATCH: theme.OUTLINE, SECURE: theme.SCALE[1]}
SMALL = frozenset(size.code for size in SIZE_CLASSES if size.upper and size.upper <= 10_000)


def quadrant_names() -> dict[str, str]:
    return {ACT: _("Act"), KEEP: _("Keep up"), WATCH: _("Watch"), SECURE: _("Secure the benefit")}


def region(standing: pd.DataFrame, priorities: Priorities, edition: Edition) -> Card:
    """All pairs in four quadrants."""
    means = priorities.gaps()
    known = means[means[N] > 0]
    return _card(
        priorities,
        standing,
        edition,
        key="priority-quadrants",
        title=_("Important and far: the fields to act on"),
        figure=_quadrants(known, priorities),
        sentence=_region_sentence(known, priorities.names),
        alt=_("Points of the pairs: maturity to the right, importance upwards, in four quadrants."),
        table=Table(_columns(), _named(means, priorities)),
        narrow_key=_narrow_key(known, priorities),
        note=_("The thin lines are the intervals."),
    )


def _card(priorities: Priorities, standing: pd.DataFrame, edition: Edition, *, note: str, **parts: Any) -> Card:
    return Card(
        n=len(priorities.points),
        population=len(standing),
        source=edition.source,
        note=f"{note} {labels.assumption()}",
        size="tall",
        is_wide=True,
        **parts,
    )


def _quadrants(known: pd.DataFrame, priorities: Priorities, before: Mapping[str, Any] = {}) -> Any:
    names = quadrant_names()
    spots = [
        Spot(
            priorities.names[row[PAIR]],
            _hover(row, priorities, names),
            COLOURS[row[QUADRANT]],
            (row[MATURITY], row[f"{MATURITY}_{LOW}"], row[f"{MATURITY}_{HIGH}"]),
            (row[PRIORITY], row[f"{PRIORITY}_{LOW}"], row[f"{PRIORITY}_{HIGH}"]),
            before.get(row[PAIR]),
        )
        for row in known.to_dict("records")
    ]
    return quadrants.build(
        spots,
        at=(priorities.hairs.maturity, priorities.hairs.priority),
        names=[names[ACT], names[KEEP], names[WATCH], names[SECURE]],
        axes=(_("Maturity: how far it has got"), _("Priority: how important it is")),
    )


def _narrow_key(known: pd.DataFrame, priorities: Priorities) -> list[tuple[str, str]]:
    return [(str(number), priorities.names[code]) for number, code in enumerate(known[PAIR], start=1)]


def _hover(row: Mapping[Any, Any], priorities: Priorities, names: Mapping[str, str]) -> str:
    lines = [
        f"<b>{escape(priorities.names[row[PAIR]])}</b>",
        _("Priority %(value)s") % {"value": formats.decimal(row[PRIORITY])},
        _("Maturity %(value)s") % {"value": formats.decimal(row[MATURITY])},
        f"{escape(names[row[QUADRANT]])} · n = {formats.integer(row[N])}",
    ]
    return "<br>".join(lines)


def _columns() -> tuple[Column, ...]:
    return (
        Column("short", _("Field")),
        Column("text", _("Question")),
        Column(N, _("Complete pairs"), Kind.INTEGER),
        Column(PRIORITY, _("Priority"), Kind.DECIMAL),
        Column(MATURITY, _("Maturity"), Kind.DECIMAL),
        Column(GAP, _("Gap"), Kind.DECIMAL),
        Column(f"{GAP}_{LOW}", _("From (95%%)") % {}, Kind.DECIMAL),
        Column(f"{GAP}_{HIGH}", _("To (95%%)") % {}, Kind.DECIMAL),
        Column("name", _("Quadrant")),
        Column("sure", _("Beyond chance")),
    )


def _named(means: pd.DataFrame, priorities: Priorities) -> pd.DataFrame:
    names = quadrant_names()
    return means.assign(
        short=[priorities.names[code] for code in means[PAIR]],
        text=[f"{code} {priorities.texts[code]}" for code in means[PAIR]],
        name=[names.get(quadrant, "") for quadrant in means[QUADRANT]],
        sure=[_("yes") if is_sure else _("no") for is_sure in means[IS_SURE]],
    )


def _region_sentence(known: pd.DataFrame, names: Mapping[str, str]) -> str:
    if known.empty:
        return _("No municipality has answered both questions of a pair yet.")
    by_gap = known.sort_values(GAP, ascending=False, kind="stable")
    act = by_gap[by_gap[QUADRANT] == ACT]
    if act.empty:
        widest = by_gap.iloc[0]
        return _(
            "Nothing is both important and little developed on average; the widest gap is at %(name)s (%(gap)s points)."
        ) % {"name": labels.quoted(names[widest[PAIR]]), "gap": formats.decimal(widest[GAP])}
    unsure = [labels.quoted(names[code]) for code in act.loc[~act[IS_SURE].astype(bool), PAIR]]
    named = [
        f"{labels.quoted(names[code])} ({formats.decimal(gap)})" for code, gap in zip(act[PAIR], act[GAP], strict=True)
    ]
    text = _("Important and little developed, with the gap in points: %(names)s.") % {"names": labels.listed(named)}
    if not unsure:
        return text
    return f"{text} " + _("Not beyond chance, because an interval crosses a line: %(names)s.") % {
        "names": labels.listed(unsure)
    }


def by_district(standing: pd.DataFrame, priorities: Priorities, edition: Edition) -> Card:
    """The gap of every pair in every district, coloured by quadrant."""
    names = quadrant_names()
    parts = [priorities.gaps(DISTRICT), priorities.gaps().assign(**{GROUP: total_name(edition)})]
    means = pd.concat(parts, ignore_index=True)
    groups, codes = list(dict.fromkeys(means[GROUP])), [pair.maturity for pair in priorities.pairs]
    cells = [
        matrix.Cell(
            groups.index(row[GROUP]),
            codes.index(row[PAIR]),
            formats.decimal(row[GAP], 0),
            f"<b>{escape(row[GROUP])}</b><br>{_hover(row, priorities, names)}" if row[N] else escape(row[GROUP]),
            COLOURS[row[QUADRANT]] if row[N] else None,
            detail=_short_interval(row),
        )
        for row in means.to_dict("records")
    ]
    titles = [priorities.names[code] for code in codes]
    return _card(
        priorities,
        standing,
        edition,
        key="priority-districts",
        title=_("Gaps by district"),
        figure=matrix.build(cells, groups, titles, titles)
        if len(priorities.points)
        else theme.empty(_("No returns yet.")),
        sentence=_districts_sentence(means, priorities.names, total_name(edition), edition.min_cases),
        alt=_("Table of numbers: the gap between priority and maturity of each pair in each district."),
        table=Table((Column(GROUP, _("District")), *_columns()), _named(means, priorities)),
        note=_("Gap in points (priority − maturity), below it its interval. Colour: quadrant; ochre means act."),
    )


def _short_interval(row: Mapping[Any, Any]) -> str:
    """Of the gap, in whole points; empty where it is unknown or has no width."""
    low, high = row[f"{GAP}_{LOW}"], row[f"{GAP}_{HIGH}"]
    return f"{formats.integer(low)} … {formats.integer(high)}" if labels.interval(low, high) else ""


def _districts_sentence(means: pd.DataFrame, names: Mapping[str, str], total: str, min_cases: int) -> str:
    """In how many districts a pair that is to be acted on is so everywhere."""
    compared = means[(means[GROUP] != total) & (means[N] >= min_cases)]
    if compared.empty:
        return _("There are too few returns to compare districts.")
    is_act = (compared[QUADRANT] == ACT).groupby(compared[PAIR], sort=False)
    everywhere = list(is_act.all()[lambda found: found].index)
    somewhere = [code for code in is_act.any()[lambda found: found].index if code not in everywhere]
    in_all, in_some = ([labels.quoted(names[code]) for code in codes] for codes in (everywhere, somewhere))
    parts = []
    if in_all:
        parts.append(_("To act on in all districts compared: %(names)s.") % {"names": labels.listed(in_all)})
    if in_some:
        parts.append(_("To act on in some districts: %(names)s.") % {"names": labels.listed(in_some)})
    return " ".join(parts) or _("In no district anything is both important and little developed on average.")


def small_towns(standing: pd.DataFrame, priorities: Priorities, edition: Edition) -> Card:
    """What moves if only municipalities with fewer than 10,000 inhabitants are taken."""
    small = priorities.of_small_towns()
    everybody, means = priorities.gaps(), small.gaps()
    known = means[means[N] > 0]
    before = {row[PAIR]: (row[MATURITY], row[PRIORITY]) for row in everybody[everybody[N] > 0].to_dict("records")}
    return _card(
        small,
        standing[standing[SIZE_CLASS].isin(SMALL)],
        edition,
        key="priority-small-towns",
        title=_("Small towns only"),
        figure=_quadrants(known, small, before),
        sentence=_small_sentence(everybody, means, priorities.names),
        alt=_("Points of the pairs for small towns, each with a line from where it lies for all municipalities."),
        table=Table(_columns(), _named(means, priorities)),
        narrow_key=_narrow_key(known, priorities),
        note=_(
            "Municipalities with fewer than 10,000 inhabitants. Hollow: where the pair lies for all municipalities."
        ),
    )


def _small_sentence(everybody: pd.DataFrame, small: pd.DataFrame, names: Mapping[str, str]) -> str:
    places = quadrant_names()
    both = everybody.merge(small, on=PAIR, suffixes=("", "_small"))
    both = both[(both[N] > 0) & (both[f"{N}_small"] > 0)]
    if both.empty:
        return _("There are too few returns of small towns.")
    moved = both[both[QUADRANT] != both[f"{QUADRANT}_small"]]
    if moved.empty:
        return _("With small towns only, every pair stays in its quadrant.")
    return _("With small towns only, another quadrant: %(moves)s.") % {
        "moves": labels.listed(
            [
                _("%(name)s (%(to)s instead of %(from)s)")
                % {
                    "name": labels.quoted(names[row[PAIR]]),
                    "to": places[row[f"{QUADRANT}_small"]],
                    "from": places[row[QUADRANT]],
                }
                for row in moved.to_dict("records")
            ]
        )
    }
