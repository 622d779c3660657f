"""Digital sovereignty: the index, its items, size, and how independent of suppliers municipalities are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels, scores, sentences
from atlas.cards.card import (
    Card,
    case_columns,
    certain_columns,
    interval_columns,
    meaning,
    rows_size,
    total_name,
    unknown_interval,
)
from atlas.columns import (
    AGS,
    DISTRICT,
    DISTRICT_AGS,
    GROUP,
    HIGH,
    LOW,
    MEAN,
    PARTICIPATED,
    POPULATION,
    QUESTION,
    REGION,
    SHARE,
    SIZE_CLASS,
    SIZE_CLASS_CODES,
    SOVEREIGNTY,
    N,
)
from atlas.edition import Edition
from atlas.estimates import means_by, shares
from atlas.figures import intervals, matrix, score_bars, stacked_bars, theme
from atlas.figures.intervals import Line
from atlas.tables import Column, Kind, Table

STAGE = "stage"
STAGES = ("none", "begun", "far", "full")  # of an item score: 0, below one half, below 1, 1


@dataclass(frozen=True)
class Items:
    """The items of the index: `texts`, short `names` and the `aims` they serve by code; item `scores` 0…1 by `ags`."""

    texts: Mapping[str, str]
    names: Mapping[str, str]
    aims: Mapping[str, str]
    scores: pd.DataFrame

    def quoted(self, codes: Iterable[str]) -> list[str]:
        return [labels.quoted(self.names[code]) for code in codes]

    def of(self, standing: pd.DataFrame) -> pd.DataFrame:
        """Those that handed in with their item scores in points 0…100."""
        respondents = standing[standing[PARTICIPATED]].copy()
        own = self.scores.reindex(respondents[AGS])
        for code in self.texts:
            respondents[code] = 100 * own[code].to_numpy(float)
        return respondents


def by_district(standing: pd.DataFrame, edition: Edition) -> Card:
    found = scores.by_district(standing, [SOVEREIGNTY])
    columns = (
        Column(DISTRICT, _("District")),
        *case_columns(),
        Column(MEAN, _("Mean"), Kind.DECIMAL),
        *interval_columns(),
        *certain_columns(),
    )
    return Card(
        key="sovereignty-by-district",
        title=_("Digital sovereignty by district"),
        figure=score_bars.build(found, total_name=total_name(edition)),
        sentence=_district_sentence(found, edition),
        alt=_("Bar chart of the mean sovereignty of each district from 0 to 100 with its interval."),
        table=Table(columns, found.replace({DISTRICT: {REGION: total_name(edition)}})),
        n=int(standing[SOVEREIGNTY].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=f"{labels.assumption()} {meaning()}",
        size=rows_size(len(found)),
    )


def _district_sentence(found: pd.DataFrame, edition: Edition) -> str:
    region = found[found[DISTRICT_AGS] == ""]
    if region.empty or not region[N].iloc[0]:
        return _("No municipality has a value yet.")
    row = region.iloc[0]
    interval = labels.interval(row[LOW], row[HIGH])
    text = _("On average digital sovereignty is at %(mean)s of 100 points") % {"mean": formats.decimal(row[MEAN])}
    return f"{text} ({interval})." if interval else f"{text}."


def by_size(standing: pd.DataFrame, edition: Edition) -> Card:
    frame = scores.means(standing, [SOVEREIGNTY], SIZE_CLASS)
    lines = [
        Line(labels.size(row[GROUP]), labels.n_of(row[N], row[POPULATION]), row[MEAN], row[LOW], row[HIGH])
        for row in frame.to_dict("records")
    ]
    columns = (Column("name", _("Inhabitants")), *case_columns(), Column(MEAN, _("Mean"), Kind.DECIMAL))
    extremes = sentences.extremes(
        [labels.size(row[GROUP]) for row in frame.to_dict("records") if row[N] >= edition.min_cases],
        frame.loc[frame[N] >= edition.min_cases, MEAN].tolist(),
        formats.decimal,
    )
    sentence = _("There are too few values to compare.")
    if extremes:
        sentence = _(
            "On average highest with %(highest)s inhabitants (%(high)s), lowest with %(lowest)s (%(low)s)."
        ) % {
            "highest": labels.listed(extremes.highest),
            "high": extremes.high,
            "lowest": labels.listed(extremes.lowest),
            "low": extremes.low,
        }
    return Card(
        key="sovereignty-by-size",
        title=_("Digital sovereignty by number of inhabitants"),
        figure=intervals.build(lines, span=(0, 100)),
        sentence=sentence,
        alt=_("Dots with intervals for the mean sovereignty of each size class."),
        table=Table((*columns, *interval_columns()), frame.assign(name=[labels.size(code) for code in frame[GROUP]])),
        n=int(standing[SOVEREIGNTY].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=f"{labels.assumption()} {unknown_interval()}",
    )


def items_by_size(standing: pd.DataFrame, items: Items, edition: Edition) -> Card:
    """Every item of the index, for all and by size class."""
    respondents, codes = items.of(standing), list(items.texts)
    groups = {"": total_name(edition)} | {
        code: labels.size(code) for code in SIZE_CLASS_CODES if (standing[SIZE_CLASS] == code).any()
    }
    means = pd.concat([means_by(respondents, codes), means_by(respondents, codes, SIZE_CLASS, groups=list(groups)[1:])])
    frame = means[[N, MEAN, LOW, HIGH]].rename_axis([GROUP, QUESTION]).reset_index()
    cells = [
        matrix.Cell(
            list(groups).index(row[GROUP]),
            codes.index(row[QUESTION]),
            formats.decimal(row[MEAN], 0),
            f"<b>{escape(groups[row[GROUP]])}</b> · {escape(items.names[row[QUESTION]])}<br>"
            f"{formats.decimal(row[MEAN])} {labels.interval(row[LOW], row[HIGH])}<br>n = {row[N]}",
            None if formats.is_missing(row[MEAN]) else theme.score_colour(row[MEAN]),
        )
        for row in frame.to_dict("records")
    ]
    titles = list(items.names.values())
    columns = (
        Column("text", _("Question")),
        Column("aim", _("Aim")),
        Column("name", _("Group")),
        Column(N, _("With a value"), Kind.INTEGER),
        Column(MEAN, _("Mean"), Kind.DECIMAL),
        *interval_columns(),
    )
    named = frame.assign(
        text=[f"{code} {items.texts[code]}" for code in frame[QUESTION]],
        aim=[items.aims[code] for code in frame[QUESTION]],
        name=[groups[code] for code in frame[GROUP]],
    )
    return Card(
        key="sovereignty-items",
        title=_("What digital sovereignty is made of"),
        figure=matrix.build(cells, [groups[""], *map(labels.size_from, list(groups)[1:])], titles, titles)
        if len(respondents)
        else theme.empty(_("No returns yet.")),
        sentence=_items_sentence(frame[frame[GROUP] == ""], items),
        alt=_("Table of colours: the mean of each question for all municipalities and by size class, 0 to 100."),
        table=Table(columns, named),
        n=len(respondents),
        population=len(standing),
        source=edition.source,
        note=labels.assumption(),
        size="large",
        is_wide=True,
    )


def _items_sentence(region: pd.DataFrame, items: Items) -> str:
    known = region.dropna(subset=[MEAN])
    found = sentences.extremes(items.quoted(known[QUESTION]), known[MEAN].tolist(), formats.decimal)
    if found is None:
        return _("There are too few values to compare.")
    return _("Furthest: %(highest)s (%(high)s of 100 points); least far: %(lowest)s (%(low)s).") % {
        "highest": labels.listed(found.highest),
        "high": found.high,
        "lowest": labels.listed(found.lowest),
        "low": found.low,
    }


def independence(standing: pd.DataFrame, items: Items, codes: Sequence[str], edition: Edition) -> Card:
    """How many municipalities have got how far in the items that make them independent of suppliers."""
    respondents = items.of(standing)
    names = {"none": _("nothing yet"), "begun": _("begun"), "far": _("half and more"), "full": _("fully")}
    rows = []
    for code in codes:
        known = respondents[respondents[code].notna()]
        stages = pd.DataFrame({stage: _is_at(known[code], stage) for stage in STAGES}, index=known.index)
        estimates = shares(known, stages) if len(known) else None
        for stage in STAGES:
            own = estimates.loc[stage] if estimates is not None else {MEAN: None, LOW: None, HIGH: None}
            rows.append(
                {
                    QUESTION: code,
                    STAGE: stage,
                    N: int(stages[stage].sum()),
                    POPULATION: len(known),
                    SHARE: own[MEAN],
                    LOW: own[LOW],
                    HIGH: own[HIGH],
                }
            )
    frame = pd.DataFrame(rows, columns=[QUESTION, STAGE, N, POPULATION, SHARE, LOW, HIGH])
    wide = frame.pivot(index=QUESTION, columns=STAGE, values=SHARE).reindex(index=list(codes), columns=list(STAGES))
    colours = [theme.level_colour(place, len(STAGES)) for place in range(len(STAGES))]
    columns = (
        Column("text", _("Question")),
        Column("name", _("State")),
        Column(N, _("Municipalities"), Kind.INTEGER),
        Column(POPULATION, _("With a value"), Kind.INTEGER),
        Column(SHARE, _("Estimated share"), Kind.PERCENT),
        *interval_columns(Kind.PERCENT),
    )
    return Card(
        key="supplier-independence",
        title=_("Independent of suppliers"),
        figure=stacked_bars.build(wide.astype(float).dropna(), items.names, names, colours),
        sentence=_independence_sentence(frame, items),
        alt=_("Stacked bars side by side: how far municipalities have got in each question, in per cent."),
        table=Table(
            columns,
            frame.assign(
                text=[f"{code} {items.texts[code]}" for code in frame[QUESTION]], name=frame[STAGE].map(names)
            ),
        ),
        n=len(respondents),
        population=len(standing),
        source=edition.source,
        note=_("By the score of each question: 0, below one half, below full, full.") + " " + labels.assumption(),
        is_wide=True,
    )


def _is_at(points: "pd.Series[float]", stage: str) -> "pd.Series[bool]":
    limits = {"none": (-1.0, 0.0), "begun": (0.0, 49.9999), "far": (49.9999, 99.9999), "full": (99.9999, 100.0)}
    low, high = limits[stage]
    return (points > low) & (points <= high)


def _independence_sentence(frame: pd.DataFrame, items: Items) -> str:
    nothing = frame[(frame[STAGE] == "none") & (frame[POPULATION] > 0)]
    found = sentences.extremes(items.quoted(nothing[QUESTION]), nothing[SHARE].tolist(), formats.percent)
    if found is None:
        return _("There are too few values to compare.")
    return _("Most municipalities have nothing yet in %(highest)s (%(high)s), fewest in %(lowest)s (%(low)s).") % {
        "highest": labels.listed(found.highest),
        "high": found.high,
        "lowest": labels.listed(found.lowest),
        "low": found.low,
    }
