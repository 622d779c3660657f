"""The change of every field of action in every district at a glance."""

from html import escape
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels, measures, trend
from atlas.cards.card import Card, total_name
from atlas.cards.trend import change_columns, trend_card, why_nothing
from atlas.columns import DISTRICT, DISTRICT_AGS, HIGH, LOW, SECTION, N
from atlas.edition import Edition
from atlas.figures import matrix, theme
from atlas.tables import Column, Table
from atlas.trend import CHANGE
from atlas.trend_evidence import TrendEvidence

REACH = 12.0  # points of a change with the strongest colour


def by_district_and_section(evidence: TrendEvidence, edition: Edition) -> Card:
    titles, own = measures.titles(edition), evidence.panel
    codes = [code for code in evidence.comparable.measures if code in titles]
    parts = [trend.changes(own, codes, DISTRICT_AGS), trend.changes(own, codes)]
    found = pd.concat(parts, ignore_index=True)
    places = dict(zip(own[DISTRICT_AGS], own[DISTRICT].astype(object), strict=True)) | {"": total_name(edition)}
    named = found.assign(title=found[SECTION].map(titles), **{DISTRICT: [places[ags] for ags in found[DISTRICT_AGS]]})
    columns = (Column("title", _("Field of action")), Column(DISTRICT, _("District")), *change_columns())
    return trend_card(
        evidence,
        edition,
        key="trend-matrix",
        title=_("Change by district and field of action"),
        figure=_figure(named, titles, measures.names(edition)),
        sentence=why_nothing(evidence) or _sentence(named, edition.min_cases),
        alt=_("Table of colours: the change of each field of action in each district, in points."),
        table=Table(columns, named),
        note=_("Blue: risen, brown: fallen, the stronger the more; grey: not beyond chance, or without an interval.")
        + " "
        + labels.assumption(),
        size="large",
        is_wide=True,
    )


def _figure(named: pd.DataFrame, titles: dict[str, str], names: dict[str, str]) -> Any:
    if not named[N].any():
        return theme.empty(_("No values to compare."))
    columns, rows = list(dict.fromkeys(named[DISTRICT])), list(dict.fromkeys(named[SECTION]))
    cells = [
        matrix.Cell(columns.index(row[DISTRICT]), rows.index(row[SECTION]), *_look(row), short=_short(row[CHANGE]))
        for row in named.to_dict("records")
    ]
    return matrix.build(cells, columns, [titles[code] for code in rows], [names[code] for code in rows])


def _look(row: dict[Any, Any]) -> tuple[str, str, str | None, str]:
    """Text, hover text, colour and detail."""
    change, interval = formats.signed(row[CHANGE]), labels.interval(row[LOW], row[HIGH], formats.signed)
    head = f"<b>{escape(row[DISTRICT])}</b> · {escape(row['title'])}"
    hover = "<br>".join(part for part in (head, change, interval, f"n = {formats.integer(row[N])}") if part)
    if formats.is_missing(row[CHANGE]):
        return formats.MISSING, hover, None, ""
    detail = f"{_short(row[LOW])} … {_short(row[HIGH])}" if interval else ""
    return change, hover, theme.change_colour(row[CHANGE] if _is_sure(row) else 0, REACH), detail


def _short(change: float) -> str:
    return formats.signed(change, 0)


def _is_sure(row: dict[Any, Any]) -> bool:
    return bool(row[LOW] > 0 or row[HIGH] < 0)


def _sentence(named: pd.DataFrame, min_cases: int) -> str:
    """How many have changed beyond chance, and which most, of districts with enough municipalities in both."""
    known = named[(named[DISTRICT_AGS] != "") & (named[N] >= min_cases) & named[LOW].notna()]
    sure = known[(known[LOW] > 0) | (known[HIGH] < 0)]
    if sure.empty:
        return _("In no district a field of action has changed beyond chance.")
    most = sure.sort_values(CHANGE, key=abs).iloc[-1]
    return _(
        "Of %(all)s scores of districts %(up)s have risen beyond chance and %(down)s have fallen; most: %(district)s, "
        "%(title)s (%(change)s points)."
    ) % {
        "all": formats.integer(len(known)),
        "up": formats.integer((sure[CHANGE] > 0).sum()),
        "down": formats.integer((sure[CHANGE] < 0).sum()),
        "district": most[DISTRICT],
        "title": labels.quoted(labels.plain(most["title"])),
        "change": formats.signed(most[CHANGE]),
    }
