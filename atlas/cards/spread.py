"""How scores spread: means with intervals, distributions, size and levels."""

from html import escape
from math import isnan

import pandas as pd
from django.utils.translation import gettext as _

from atlas import distribution, formats, labels, measures, scores, sentences
from atlas.cards.card import (
    Card,
    case_columns,
    certain_columns,
    interval_columns,
    meaning,
    total_name,
)
from atlas.columns import (
    ADDRESS,
    AGS,
    DISTRICT,
    HIGHEST,
    INDEX,
    LEVEL,
    LOWEST,
    MEAN,
    MEDIAN,
    NAME,
    NO_VALUE,
    POPULATION,
    Q1,
    Q3,
    REGION,
    SECTION,
    SHARE,
    SIZE_CLASS,
    SIZE_CLASS_CODES,
    UNWEIGHTED,
    N,
)
from atlas.distribution import SizeEffect
from atlas.edition import Edition
from atlas.figures import boxes, section_matrix, size_points, stacked_bars, theme
from atlas.figures.boxes import Box
from atlas.tables import Column, Kind, Table


def means(standing: pd.DataFrame, edition: Edition, *, weight: str | None, is_estimated: bool) -> Card:
    """Every field of action, the index and digital sovereignty in every district, with intervals."""
    titles = measures.titles(edition)
    found = scores.by_district(standing, list(titles), weight=weight)
    named = found.assign(**{SECTION: found[SECTION].map(titles)}).replace({DISTRICT: {REGION: total_name(edition)}})
    columns = (Column(SECTION, _("Field of action")), Column(DISTRICT, _("District")), *case_columns())
    figures = (Column(MEAN, _("Mean"), Kind.DECIMAL), *interval_columns(), *certain_columns())
    return Card(
        key="means",
        title=_("Scores of districts with their intervals"),
        figure=section_matrix.build(
            found,
            titles,
            names=measures.names(edition),
            total_name=total_name(edition),
            with_intervals=is_estimated,
        ),
        sentence=sentences.sections_by_district(found, edition),
        alt=_("Table of colours: the mean of each field of action in each district, from 0 to 100, with its interval."),
        table=Table((*columns, *figures, Column(UNWEIGHTED, _("Unweighted"), Kind.DECIMAL)), named),
        n=int(standing[list(edition.sections)].notna().any(axis=1).sum()),
        population=len(standing),
        source=edition.source,
        note=" ".join(part for part in (_counted(weight, is_estimated), meaning()) if part),
        size="large",
        is_wide=True,
    )


def _counted(weight: str | None, is_estimated: bool) -> str:
    """Whom the means speak of, in words."""
    of = (
        _("Every inhabitant counts once, so large towns count more.")
        if weight
        else _("Every municipality counts once.")
    )
    if is_estimated:
        return f"{of} {labels.assumption()}"
    only = _("Means are of those that answered only: they say nothing of the others and have no interval.")
    return f"{of} {only}"


def spread(standing: pd.DataFrame, edition: Edition) -> Card:
    """The distribution of municipalities in every field of action."""
    titles, short = measures.titles(edition), measures.names(edition)
    found = distribution.quartiles(standing, list(titles))
    known = found[found[N] > 0]
    columns = (
        Column(SECTION, _("Field of action")),
        Column(N, _("With a value"), Kind.INTEGER),
        Column(LOWEST, _("Lowest"), Kind.DECIMAL),
        Column(Q1, _("Lower quartile"), Kind.DECIMAL),
        Column(MEDIAN, _("Median"), Kind.DECIMAL),
        Column(Q3, _("Upper quartile"), Kind.DECIMAL),
        Column(HIGHEST, _("Highest"), Kind.DECIMAL),
    )
    return Card(
        key="spread",
        title=_("How municipalities spread"),
        figure=boxes.build(
            [_box(row, titles, standing) for row in known.to_dict("records")],
            span=(-2, 102),
            names=[short[code] for code in known[SECTION]],
        ),
        sentence=_spread_sentence(known, titles),
        alt=_("Box of the middle half of the municipalities and a point for each, in every field of action."),
        table=Table(columns, found.assign(**{SECTION: found[SECTION].map(titles)})),
        n=int(standing[INDEX].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=_("The box holds the middle half of the municipalities, the line in it is the median. Not weighted."),
        size="tall",
        is_wide=True,
    )


def _box(row: dict, titles: dict[str, str], standing: pd.DataFrame) -> Box:
    measure = row[SECTION]
    values = standing[[NAME, measure]].dropna()
    points = [(round(value, 1), escape(name)) for name, value in zip(values[NAME], values[measure], strict=True)]
    five = tuple(round(row[name], 2) for name in (LOWEST, Q1, MEDIAN, Q3, HIGHEST))
    detail = _("median %(median)s · n = %(n)s") % {"median": formats.decimal(row[MEDIAN]), "n": formats.integer(row[N])}
    return Box(labels.plain(titles[measure]), detail, five, points)


def _spread_sentence(known: pd.DataFrame, titles: dict[str, str]) -> str:
    """Where municipalities differ most and least."""
    middle = (known[Q3] - known[Q1])[known[N] >= 4]
    if middle.empty:
        return _("There are too few values to compare.")
    names = [labels.quoted(labels.plain(titles[code])) for code in known.loc[middle.index, SECTION]]
    found = sentences.extremes(names, middle.tolist(), formats.decimal)
    if found is None:
        return _("In all fields the middle half of the municipalities lies within %(points)s points.") % {
            "points": formats.decimal(middle.iloc[0])
        }
    return _(
        "Municipalities differ most in %(highest)s (the middle half spans %(high)s points) and least in %(lowest)s "
        "(%(low)s)."
    ) % {
        "highest": labels.listed(found.highest),
        "high": found.high,
        "lowest": labels.listed(found.lowest),
        "low": found.low,
    }


def size_effect(standing: pd.DataFrame, edition: Edition) -> Card:
    """The index against the inhabitants."""
    effect = distribution.size_effect(standing, INDEX)
    known = standing[standing[INDEX].notna()]
    addresses = [labels.profile(ags, edition.query) for ags in known[AGS]]
    columns = (
        Column(NAME, _("Municipality"), link=ADDRESS),
        Column(POPULATION, _("Inhabitants"), Kind.INTEGER),
        Column(INDEX, _("Index"), Kind.DECIMAL),
    )
    return Card(
        key="size-effect",
        title=_("Index and size"),
        figure=size_points.build(standing, INDEX, effect),
        sentence=_size_sentence(effect),
        alt=_("Points of the municipalities by inhabitants and index, with a line of trend and its band."),
        table=Table(columns, known.assign(**{ADDRESS: addresses})),
        n=len(known),
        population=len(standing),
        source=edition.source,
        note=_(
            "The band shows where the trend lies with 95%% certainty. Size explains a part of the index only, and does "
            "not cause it."
        )
        % {},
    )


def _size_sentence(effect: SizeEffect) -> str:
    if isnan(effect.per_tenfold):
        return _("There are too few values for a trend.")
    values = {
        "points": formats.decimal(abs(effect.per_tenfold)),
        "low": formats.decimal(effect.low),
        "high": formats.decimal(effect.high),
        "share": formats.percent(effect.explained, places=0),
    }
    if effect.low <= 0 <= effect.high:
        return _("The index does not go with the number of inhabitants beyond chance.")
    if effect.per_tenfold > 0:
        text = _(
            "Ten times as many inhabitants go with %(points)s points more on average (95%%: %(low)s to %(high)s); "
            "size explains %(share)s of the differences."
        )
    else:
        text = _(
            "Ten times as many inhabitants go with %(points)s points less on average (95%%: %(low)s to %(high)s); "
            "size explains %(share)s of the differences."
        )
    return text % values


def levels_by_size(standing: pd.DataFrame, edition: Edition) -> Card:
    """The estimated shares of the levels in every size class."""
    found = scores.level_shares(standing, edition.levels, SIZE_CLASS)
    names = {**{band.code: band.name for band in edition.bands}, NO_VALUE: _("No value")}
    colours = [theme.level_colour(place, len(edition.levels)) for place in range(len(edition.levels))]
    wide = found.pivot(index=SIZE_CLASS, columns=LEVEL, values=SHARE).reindex(columns=list(names))
    wide = wide.reindex([code for code in SIZE_CLASS_CODES if code in wide.index])
    sizes = {code: labels.size(code) for code in wide.index}
    named = found.assign(**{LEVEL: found[LEVEL].map(names)})
    named[SIZE_CLASS] = [labels.size(code) for code in found[SIZE_CLASS]]
    columns = (
        Column(SIZE_CLASS, _("Inhabitants")),
        Column(LEVEL, _("Level")),
        Column(N, _("Returns"), Kind.INTEGER),
        Column(POPULATION, _("All returns"), Kind.INTEGER),
        Column(SHARE, _("Estimated share"), Kind.PERCENT),
        *interval_columns(Kind.PERCENT),
    )
    return Card(
        key="levels-by-size",
        title=_("Levels by number of inhabitants"),
        figure=stacked_bars.build(wide, sizes, names, [*colours, theme.OUTLINE]),
        sentence=_levels_sentence(found, edition),
        alt=_("Stacked bars of the estimated shares of the levels in each size class."),
        table=Table(columns, named),
        n=int(standing[INDEX].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=f"{labels.assumption()} {meaning()}",
    )


def _levels_sentence(found: pd.DataFrame, edition: Edition) -> str:
    """Where most municipalities have got beyond the middle of the levels."""
    upper = edition.levels[len(edition.levels) // 2 + 1 :]
    if found.empty or not upper:
        return _("No return has come in yet.")
    reached = found[found[LEVEL].isin(upper)].groupby(SIZE_CLASS, observed=True)[SHARE].sum()
    counts = found.groupby(SIZE_CLASS, observed=True)[N].sum().reindex(reached.index)
    reached = reached[counts >= edition.min_cases]
    if reached.empty:
        return _("There are too few values to compare.")
    name, sizes = labels.quoted(edition.level_name(upper[0])), [labels.size(code) for code in reached.index]
    extreme = sentences.extremes(sizes, reached.tolist(), formats.percent)
    if extreme is None:
        return _("At least %(level)s was reached by %(share)s with %(sizes)s inhabitants.") % {
            "level": name,
            "share": formats.percent(reached.iloc[0]),
            "sizes": labels.listed(sizes),
        }
    return _("At least %(level)s was reached by %(high)s with %(highest)s inhabitants, by %(low)s with %(lowest)s.") % {
        "level": name,
        "high": extreme.high,
        "highest": labels.listed(extreme.highest),
        "low": extreme.low,
        "lowest": labels.listed(extreme.lowest),
    }
