"""Who takes part: every municipality in one picture, the way to the target, and who is still open."""

from datetime import timedelta
from html import escape
from math import ceil

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels, participation, sentences
from atlas.alphabet import alphabetical
from atlas.cards.card import Card, interval_columns, total_name, turnout_columns
from atlas.columns import (
    ADDRESS,
    AGS,
    DAY,
    DISTRICT,
    FIRST_SUBMITTED_AT,
    KIND,
    NAME,
    NEW,
    PARTICIPATED,
    POPULATION,
    SIZE_CLASS,
    N,
)
from atlas.edition import Edition
from atlas.figures import mosaic, participation_bars, participation_curve, participation_matrix, theme
from atlas.figures.mosaic import Tile
from atlas.participation import Turnout
from atlas.tables import Column, Kind, Table

PERIODS = 4  # shades of early and late
OPEN = "open"


def everybody(standing: pd.DataFrame, edition: Edition) -> Card:
    """Who handed in and when, district by district; who has not."""
    days = _days(standing, edition)
    starts = _period_starts(days.dropna())
    ordered = standing.assign(**{DAY: days, NAME: standing[NAME]}).sort_values(
        [DISTRICT, DAY, NAME], key=alphabetical, na_position="last"
    )
    tiles = [
        Tile(str(row[DISTRICT]), _period(row[DAY], starts), _hover(row), row[AGS]) for row in ordered.to_dict("records")
    ]
    total = participation.overall(standing)
    addresses = [labels.profile(ags, edition.query) for ags in ordered[AGS]]
    columns = (
        Column(NAME, _("Municipality"), link=ADDRESS),
        Column(DISTRICT, _("District")),
        Column(POPULATION, _("Inhabitants"), Kind.INTEGER),
        Column(DAY, _("First handed in"), Kind.DATE),
    )
    return Card(
        key="everybody",
        title=_("All municipalities at a glance"),
        figure=mosaic.build(tiles, _kinds(starts, days)),
        sentence=_everybody_sentence(standing, total),
        alt=_(
            "One tile per municipality in rows per district: the darker, the earlier it handed in; empty: still open."
        ),
        table=Table(columns, ordered.assign(**{ADDRESS: addresses})),
        n=total.n,
        population=total.population,
        source=edition.source,
        note=_("The day is that of the first return; corrections do not change it."),
        size="medium",
        is_wide=True,
    )


def _days(standing: pd.DataFrame, edition: Edition) -> pd.Series:
    """The local day of the first submission, NaT without one."""
    first = pd.to_datetime(standing[FIRST_SUBMITTED_AT], utc=True).where(standing[PARTICIPATED])
    return first.dt.tz_convert(edition.timezone).dt.tz_localize(None).dt.normalize()


def _period_starts(days: pd.Series) -> list[pd.Timestamp]:
    """The first days of at most PERIODS equal spans between the first and the last return."""
    if days.empty:
        return []
    first, span = days.min(), (days.max() - days.min()).days + 1
    length = max(1, ceil(span / PERIODS))
    return [first + timedelta(days=length * number) for number in range(-(-span // length))]


def _period(day: pd.Timestamp, starts: list[pd.Timestamp]) -> str:
    if pd.isna(day):
        return OPEN
    return str(max(number for number, start in enumerate(starts) if start <= day))


def _kinds(starts: list[pd.Timestamp], days: pd.Series) -> dict[str, tuple[str, str | None]]:
    ends = [*(start - timedelta(days=1) for start in starts[1:]), days.max()]
    kinds: dict[str, tuple[str, str | None]] = {}
    for number, (start, end) in enumerate(zip(starts, ends[: len(starts)], strict=True)):
        name = _("%(from)s to %(to)s") % {"from": formats.day(start), "to": formats.day(end)}
        kinds[str(number)] = (name, theme.level_colour(len(starts) - 1 - number, len(starts)))
    return {**kinds, OPEN: (_("still open"), None)}


def _hover(row: dict) -> str:
    day = _("still open") if pd.isna(row[DAY]) else formats.day(row[DAY])
    return f"<b>{escape(row[NAME])}</b><br>{escape(str(row[DISTRICT]))}<br>{day}"


def _everybody_sentence(standing: pd.DataFrame, total: Turnout) -> str:
    if not total.population:
        return _("No municipalities in this selection.")
    complete = standing.groupby(DISTRICT, observed=True)[PARTICIPATED].all()
    names = [str(name) for name in complete[complete].index]
    open_ones = total.population - total.n
    if not open_ones:
        return _("All municipalities have answered.")
    text = ngettext(
        "%(open)s of %(population)s municipalities is still open.",
        "%(open)s of %(population)s municipalities are still open.",
        open_ones,
    ) % {"open": formats.integer(open_ones), "population": formats.integer(total.population)}
    return text + " " + _("Complete: %(names)s.") % {"names": labels.listed(names)} if names else text


def towards_target(standing: pd.DataFrame, edition: Edition) -> Card:
    """Returns over time below the line of the target, if there is one, and of all municipalities."""
    total = participation.overall(standing)
    days = participation.over_time(standing, timezone=edition.timezone)
    goal = target_of(total.population, edition)
    sentence = sentences.participation_over_time(days, total.population)
    return Card(
        key="towards-target",
        title=_("Returns over time and the target"),
        figure=participation_curve.build(days, goal),
        sentence=f"{sentence} {_target_sentence(total, goal, edition)}".strip(),
        alt=_("Step line of the returns that had come in on each day, below the lines of the target and of all."),
        table=Table(
            (Column(DAY, _("Day"), Kind.DATE), Column(NEW, _("New returns"), Kind.INTEGER), *turnout_columns()), days
        ),
        n=total.n,
        population=total.population,
        source=edition.source,
        note=_("A municipality that handed in more than once counts on the day of its latest return."),
        is_wide=True,
    )


def target_of(population: int, edition: Edition) -> int | None:
    """So many municipalities are aimed at: the least number that reaches the share."""
    return None if edition.target is None else ceil(round(edition.target / 100 * population, 9))


def _target_sentence(total: Turnout, goal: int | None, edition: Edition) -> str:
    if goal is None:
        return ""
    share = formats.percent((edition.target or 0) / 100, places=0)
    if total.n >= goal:
        return _("The target of %(share)s (%(goal)s) is reached.") % {"share": share, "goal": formats.integer(goal)}
    return ngettext(
        "To the target of %(share)s (%(goal)s) %(missing)s return is missing.",
        "To the target of %(share)s (%(goal)s) %(missing)s returns are missing.",
        goal - total.n,
    ) % {"share": share, "goal": formats.integer(goal), "missing": formats.integer(goal - total.n)}


def by_cell(standing: pd.DataFrame, edition: Edition) -> Card:
    """The crossing of district and size class."""
    cells = participation.by_group(standing, DISTRICT, SIZE_CLASS)
    named = cells.assign(**{SIZE_CLASS: [labels.size(code) for code in cells[SIZE_CLASS]]})
    total = participation.overall(standing)
    empty = int((cells[N] == 0).sum())
    text = ngettext(
        "In %(empty)s of %(cells)s cells nobody has answered yet.",
        "In %(empty)s of %(cells)s cells nobody has answered yet.",
        len(cells),
    ) % {"empty": formats.integer(empty), "cells": formats.integer(len(cells))}
    return Card(
        key="participation-by-cell",
        title=_("Participation by district and size"),
        figure=participation_matrix.build(cells),
        sentence=text if empty else _("In every cell at least one municipality has answered."),
        alt=_("Table of colours: how many municipalities of each size class and district have answered."),
        table=Table(
            (
                Column(DISTRICT, _("District")),
                Column(SIZE_CLASS, _("Inhabitants")),
                *turnout_columns(),
                *interval_columns(Kind.PERCENT),
            ),
            named,
        ),
        n=total.n,
        population=total.population,
        source=edition.source,
        note=_("The interval says how far the share may be chance."),
    )


def by_kind(standing: pd.DataFrame, edition: Edition) -> Card:
    total, groups = participation.overall(standing), participation.by_group(standing, KIND)
    places = [labels.quoted(kind) for kind in groups[KIND]]
    return Card(
        key="turnout-by-kind",
        title=_("Participation by kind of municipality"),
        figure=participation_bars.build(groups, KIND, total, total_name=total_name(edition)),
        sentence=sentences.participation(total, groups, places, edition.min_cases),
        alt=_("Bar chart of participation of each kind of municipality, in per cent."),
        table=Table(
            (Column(KIND, _("Kind")), *turnout_columns(), *interval_columns(Kind.PERCENT)),
            groups,
        ),
        n=total.n,
        population=total.population,
        source=edition.source,
    )
