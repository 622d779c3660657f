"""What changed since an earlier wave."""

from html import escape
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels, measures, trend
from atlas.alphabet import alphabetical
from atlas.cards.card import Card, interval_columns, total_name
from atlas.columns import (
    ADDRESS,
    AGS,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    LOW,
    NAME,
    PARTICIPATED,
    QUESTION,
    SECTION,
    N,
)
from atlas.edition import Edition
from atlas.figures import intervals, mosaic, theme
from atlas.figures.intervals import Line
from atlas.figures.mosaic import Tile
from atlas.tables import Column, Kind, Table
from atlas.trend import BEFORE, BOTH, CHANGE, JOINED, LEFT, NEVER, NOW, PART
from atlas.trend_evidence import TrendEvidence

UNCHANGED, CHANGED, NEW, DROPPED = "unchanged", "changed", "new", "dropped"


def scores(evidence: TrendEvidence, edition: Edition) -> Card:
    """The change of the index and of every field of action."""
    titles, short = measures.titles(edition), measures.names(edition)
    found = trend.changes(evidence.panel, [code for code in evidence.comparable.measures if code in titles])
    named = found.assign(title=found[SECTION].map(titles))
    columns = (Column("title", _("Field of action")), *change_columns())
    lines = [
        Line(
            *(labels.plain(row["title"]), _pairs(row[N]), row[CHANGE], row[LOW], row[HIGH]),
            is_total=row[SECTION] == INDEX,
            name=short[row[SECTION]],
        )
        for row in named.to_dict("records")
    ]
    return trend_card(
        evidence,
        edition,
        key="trend-scores",
        title=_("Change of index and fields of action"),
        figure=intervals.build(lines if found[N].any() else [], span=_span(found), marks=(0,)),
        sentence=_scores_sentence(evidence, named),
        alt=_("Dots with intervals for the change of each field of action in points; the line at 0 means no change."),
        table=Table(columns, named),
        note=_comparability(evidence),
        size="large",
        is_wide=True,
    )


def trend_card(evidence: TrendEvidence, edition: Edition, **parts: Any) -> Card:
    source = edition.source
    if evidence.earlier:
        source = _("%(source)s; compared with: %(earlier)s") % {"source": source, "earlier": evidence.earlier}
    own = evidence.panel
    return Card(n=int(own[PARTICIPATED].sum()), population=len(own), source=source, **parts)


def change_columns() -> tuple[Column, ...]:
    return (
        Column(N, _("In both surveys"), Kind.INTEGER),
        Column(BEFORE, _("Before"), Kind.DECIMAL),
        Column(NOW, _("Now"), Kind.DECIMAL),
        Column(CHANGE, _("Change in points"), Kind.DECIMAL),
        *interval_columns(),
    )


def _pairs(n: int) -> str:
    text = ngettext("%(n)s municipality in both", "%(n)s municipalities in both", n)
    return text % {"n": formats.integer(n)}


def _span(found: pd.DataFrame) -> tuple[float, float]:
    """As far to both sides, so that the line at 0 is in the middle."""
    known = found[[LOW, HIGH, CHANGE]].abs().max().max()
    reach = 10.0 if formats.is_missing(known) else max(10.0, 5 * (known // 5 + 1))
    return -reach, reach


def _comparability(evidence: TrendEvidence) -> str:
    return " ".join(
        [
            _(
                "Only questions that stayed the same, and of each municipality only those it answered in both surveys; "
                "these scores are therefore not those of the other pages. %(n)s of %(all)s scored questions are the "
                "same."
            )
            % {
                "n": formats.integer(len(evidence.unchanged)),
                "all": formats.integer(sum(state != DROPPED for state in evidence.continuity.values())),
            },
            _("The interval is for paired data."),
            labels.assumption(),
        ]
    )


def why_nothing(evidence: TrendEvidence) -> str:
    """Why there is nothing to compare; empty if there is something."""
    if not evidence.earlier:
        return _("There is no earlier survey to compare with.")
    if not evidence.unchanged:
        return _("No scored question stayed the same since then.")
    if not evidence.panel[PARTICIPATED].any():
        return _("No municipality took part in both surveys.")
    return ""


def _scores_sentence(evidence: TrendEvidence, named: pd.DataFrame) -> str:
    if nothing := why_nothing(evidence):
        return nothing
    index = named[named[SECTION] == INDEX].iloc[0]
    if formats.is_missing(index[CHANGE]):
        return _("Too little was answered in both surveys for an index.")
    first = _direction(index[CHANGE], index[LOW], index[HIGH])
    sections = named[(named[SECTION] != INDEX) & named[LOW].notna()]
    up = [labels.quoted(labels.plain(title)) for title in sections.loc[sections[LOW] > 0, "title"]]
    down = [labels.quoted(labels.plain(title)) for title in sections.loc[sections[HIGH] < 0, "title"]]
    parts = [first]
    if up and len(up) == len(sections):
        parts.append(_("All fields of action are higher beyond chance."))
    elif up:
        parts.append(_("Higher beyond chance: %(names)s.") % {"names": labels.listed(up)})
    if down:
        parts.append(_("Lower beyond chance: %(names)s.") % {"names": labels.listed(down)})
    return " ".join(parts)


def _direction(change: float, low: float, high: float) -> str:
    values = {"change": formats.decimal(abs(change)), "interval": labels.interval(low, high)}
    if formats.is_missing(low):
        return _("One municipality alone tells nothing of the others.")
    if low <= 0 <= high:
        return _("The index has not changed beyond chance (%(interval)s).") % values
    text = (
        _("The index has risen by %(change)s points") if change > 0 else _("The index has fallen by %(change)s points")
    )
    text = text % values
    return f"{text} ({values['interval']})." if values["interval"] else f"{text}."


def districts(evidence: TrendEvidence, edition: Edition) -> Card:
    """The change of the index in every district."""
    own = evidence.panel
    found = pd.concat([trend.changes(own, [INDEX], DISTRICT_AGS), trend.changes(own, [INDEX])], ignore_index=True)
    names = dict(zip(own[DISTRICT_AGS], own[DISTRICT].astype(object), strict=True)) | {"": total_name(edition)}
    named = found.assign(**{DISTRICT: [names[ags] for ags in found[DISTRICT_AGS]]})
    lines = [
        Line(row[DISTRICT], _pairs(row[N]), row[CHANGE], row[LOW], row[HIGH], is_total=row[DISTRICT_AGS] == "")
        for row in named.to_dict("records")
    ]
    return trend_card(
        evidence,
        edition,
        key="trend-districts",
        title=_("Change of the index by district"),
        figure=intervals.build(lines if found[N].any() else [], span=_span(found), marks=(0,)),
        sentence=why_nothing(evidence) or _districts_sentence(named),
        alt=_("Dots with intervals for the change of the index in each district; the line at 0 means no change."),
        table=Table((Column(DISTRICT, _("District")), *change_columns()), named),
        note=labels.assumption(),
        is_wide=True,
    )


def _districts_sentence(named: pd.DataFrame) -> str:
    known = named[(named[DISTRICT_AGS] != "") & named[LOW].notna()]
    up, down = known.loc[known[LOW] > 0, DISTRICT].tolist(), known.loc[known[HIGH] < 0, DISTRICT].tolist()
    parts = []
    if up:
        parts.append(_("Risen beyond chance: %(names)s.") % {"names": labels.listed(up)})
    if down:
        parts.append(_("Fallen beyond chance: %(names)s.") % {"names": labels.listed(down)})
    return " ".join(parts) or _("In no district the index has changed beyond chance.")


def questions(evidence: TrendEvidence, edition: Edition) -> Card:
    """Every scored question with its change, or why there is none."""
    found = trend.question_changes(evidence.panel, evidence.unchanged).set_index(QUESTION)
    names = {UNCHANGED: _("same"), CHANGED: _("changed: break"), NEW: _("new"), DROPPED: _("no longer asked")}
    frame = found.reindex(list(evidence.continuity)).reset_index(names=QUESTION)
    frame = frame.assign(
        text=[f"{code} {evidence.texts[code]}" for code in frame[QUESTION]],
        section=[evidence.sections[code] for code in frame[QUESTION]],
        state=[names[evidence.continuity[code]] for code in frame[QUESTION]],
    )
    columns = (
        Column("text", _("Question")),
        Column("section", _("Field of action")),
        Column("state", _("Wording and scoring")),
        Column(N, _("In both surveys"), Kind.INTEGER),
        Column(CHANGE, _("Change in points"), Kind.DECIMAL),
        *interval_columns(),
    )
    return trend_card(
        evidence,
        edition,
        key="trend-questions",
        title=_("Question by question"),
        figure=None,
        sentence=why_nothing(evidence) or _questions_sentence(evidence, frame),
        alt="",
        table=Table(columns, frame),
        note=_("Change of the score of the question, in points from 0 to 100. A break cannot be compared."),
        is_wide=True,
    )


def _questions_sentence(evidence: TrendEvidence, frame: pd.DataFrame) -> str:
    counts = pd.Series(list(evidence.continuity.values()), dtype=object).value_counts()
    breaks = int(counts.get(CHANGED, 0))
    text = ngettext(
        "%(same)s scored questions stayed the same, %(breaks)s has a break.",
        "%(same)s scored questions stayed the same, %(breaks)s have a break.",
        breaks,
    ) % {"same": formats.integer(counts.get(UNCHANGED, 0)), "breaks": formats.integer(breaks)}
    sure = frame[frame[LOW].notna() & ((frame[LOW] > 0) | (frame[HIGH] < 0))]
    if sure.empty:
        return text + " " + _("None has changed beyond chance.")
    ordered = sure.sort_values(CHANGE)
    most = ordered.iloc[-1] if abs(ordered[CHANGE].iloc[-1]) >= abs(ordered[CHANGE].iloc[0]) else ordered.iloc[0]
    return f"{text} " + _("Changed most: %(name)s (%(change)s points).") % {
        "name": labels.quoted(evidence.names[most[QUESTION]]),
        "change": formats.signed(most[CHANGE]),
    }


def members(evidence: TrendEvidence, edition: Edition) -> Card:
    """Who took part in both waves, joined, left or never did."""
    found = trend.membership(evidence.before, evidence.standing).sort_values([DISTRICT, PART, NAME], key=alphabetical)
    names = {
        BOTH: (_("both times"), theme.SCALE[3]),
        JOINED: (_("joined"), theme.SCALE[1]),
        LEFT: (_("left"), theme.SCALE[0]),
        NEVER: (_("never"), None),
    }
    tiles = [
        Tile(str(row[DISTRICT]), row[PART], f"<b>{escape(row[NAME])}</b><br>{names[row[PART]][0]}", row[AGS])
        for row in found.to_dict("records")
    ]
    frame = found.assign(state=[names[part][0] for part in found[PART]])
    frame[ADDRESS] = [labels.profile(ags, edition.query) for ags in found[AGS]]
    counts = found[PART].value_counts()
    numbers = {part: formats.integer(counts.get(part, 0)) for part in names}
    columns = (
        Column(NAME, _("Municipality"), link=ADDRESS),
        Column(DISTRICT, _("District")),
        Column("state", _("Took part")),
    )
    sentence = _("There is no earlier survey to compare with.")
    if evidence.earlier:
        sentence = (
            _("%(both)s took part both times, %(joined)s joined, %(left)s left, %(never)s never took part.") % numbers
        )
    return trend_card(
        evidence,
        edition,
        key="trend-members",
        title=_("Who took part"),
        figure=mosaic.build(tiles if evidence.earlier else [], names),
        sentence=sentence,
        alt=_("A tile per municipality in rows per district: both times, joined, left, never."),
        table=Table(columns, frame),
        is_wide=True,
    )
