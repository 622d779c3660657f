"""The cards of the overview. Each builder takes `standing` (see `columns`) and the edition it belongs to."""

import pandas as pd
from django.utils.translation import gettext as _

from atlas import labels, participation, scores, sentences
from atlas.cards.card import (
    Card,
    case_columns,
    certain_columns,
    interval_columns,
    meaning,
    rows_size,
    total_name,
    turnout_columns,
)
from atlas.columns import (
    DAY,
    DISTRICT,
    HIGH,
    INDEX,
    LEVEL,
    LOW,
    MEAN,
    NEW,
    NO_VALUE,
    POPULATION,
    RANGE_HIGH,
    RANGE_LOW,
    REGION,
    SECTION,
    SHARE,
    SIZE_CLASS,
    N,
)
from atlas.edition import Edition
from atlas.figures import (
    level_bars,
    participation_bars,
    participation_curve,
    score_bars,
    section_matrix,
)
from atlas.tables import Column, Kind, Table


def participation_by_district(standing: pd.DataFrame, edition: Edition) -> Card:
    total, groups = participation.overall(standing), participation.by_group(standing, DISTRICT)
    cities = labels.cities(standing)
    places = [labels.in_district(name, is_city=name in cities) for name in groups[DISTRICT]]
    return Card(
        key="participation-by-district",
        title=_("Participation by district"),
        figure=participation_bars.build(groups, DISTRICT, total, total_name=total_name(edition)),
        sentence=sentences.participation(total, groups, places, edition.min_cases),
        alt=_("Bar chart of participation in each district and in all together, in per cent."),
        table=Table(
            (Column(DISTRICT, _("District")), *turnout_columns(), *interval_columns(Kind.PERCENT)),
            _with_total(groups, DISTRICT, total, total_name(edition)),
        ),
        n=total.n,
        population=total.population,
        source=edition.source,
        size=rows_size(len(groups) + 1),
    )


def participation_by_size(standing: pd.DataFrame, edition: Edition) -> Card:
    total, groups = participation.overall(standing), participation.by_group(standing, SIZE_CLASS)
    places = [labels.in_size(code) for code in groups[SIZE_CLASS]]
    named = groups.assign(**{SIZE_CLASS: [labels.size(code) for code in groups[SIZE_CLASS]]})
    return Card(
        key="participation-by-size",
        title=_("Participation by number of inhabitants"),
        figure=participation_bars.build(groups, SIZE_CLASS, total, total_name=total_name(edition), label=labels.size),
        sentence=sentences.participation(total, groups, places, edition.min_cases),
        alt=_("Bar chart of participation in each size class and in all together, in per cent."),
        table=Table(
            (Column(SIZE_CLASS, _("Inhabitants")), *turnout_columns(), *interval_columns(Kind.PERCENT)),
            _with_total(named, SIZE_CLASS, total, total_name(edition)),
        ),
        n=total.n,
        population=total.population,
        source=edition.source,
        size=rows_size(len(groups) + 1),
    )


def participation_over_time(standing: pd.DataFrame, edition: Edition) -> Card:
    total = participation.overall(standing)
    days = participation.over_time(standing, timezone=edition.timezone)
    columns = (Column(DAY, _("Day"), Kind.DATE), Column(NEW, _("New returns"), Kind.INTEGER), *turnout_columns())
    return Card(
        key="participation-over-time",
        title=_("Returns over time"),
        figure=participation_curve.build(days),
        sentence=sentences.participation_over_time(days, total.population),
        alt=_("Step line of the returns that had come in on each day, below the line of all municipalities."),
        table=Table(columns, days),
        n=total.n,
        population=total.population,
        source=edition.source,
        note=_("A municipality that handed in more than once counts on the day of its latest return."),
        is_wide=True,
    )


def index_by_district(standing: pd.DataFrame, edition: Edition) -> Card:
    index = scores.index_by_district(standing)
    cities = labels.cities(standing)
    names = [labels.district(name, is_city=name in cities) for name in index[DISTRICT]]
    columns = (
        Column(DISTRICT, _("District")),
        *case_columns(),
        Column(MEAN, _("Mean"), Kind.DECIMAL),
        *interval_columns(),
        Column(RANGE_LOW, _("Range from"), Kind.DECIMAL),
        Column(RANGE_HIGH, _("Range to"), Kind.DECIMAL),
        *certain_columns(),
    )
    return Card(
        key="index-by-district",
        title=_("Digitalisation index by district"),
        figure=score_bars.build(index, total_name=total_name(edition)),
        sentence=sentences.index_by_district(index, names, edition),
        alt=_(
            "Bar chart of the mean index of each district from 0 to 100 with its interval, and the mean of all "
            "municipalities as a line."
        ),
        table=Table(columns, index.replace({DISTRICT: {REGION: total_name(edition)}})),
        n=int(standing[INDEX].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=_(
            "The thin lines are the intervals. %(assumption)s The table also has the range (all that respondents left "
            "open worst or best) and what is certain (all who stayed away worst or best). %(meaning)s"
        )
        % {"assumption": labels.assumption(), "meaning": meaning()},
        size=rows_size(len(index)),
    )


def sections_by_district(standing: pd.DataFrame, edition: Edition) -> Card:
    means = scores.by_district(standing, list(edition.sections))
    named = means.assign(**{SECTION: means[SECTION].map(edition.sections)}).replace(
        {DISTRICT: {REGION: total_name(edition)}}
    )
    columns = (Column(SECTION, _("Field of action")), Column(DISTRICT, _("District")), *case_columns())
    return Card(
        key="sections-by-district",
        title=_("Fields of action by district"),
        figure=section_matrix.build(means, edition.sections, names=edition.names, total_name=total_name(edition)),
        sentence=sentences.sections_by_district(means, edition),
        alt=_("Table of colours: the mean score of each field of action in each district, from 0 to 100."),
        table=Table((*columns, Column(MEAN, _("Mean"), Kind.DECIMAL), *interval_columns(), *certain_columns()), named),
        n=int(standing[list(edition.sections)].notna().any(axis=1).sum()),
        population=len(standing),
        source=edition.source,
        note=f"{labels.assumption()} {meaning()}",
        size="large",
    )


def level_distribution(standing: pd.DataFrame, edition: Edition) -> Card:
    counts = scores.level_counts(standing, edition.levels)
    names = {**{band.code: band.name for band in edition.bands}, NO_VALUE: _("No value")}
    columns = (
        Column(LEVEL, _("Level")),
        Column(N, _("Returns"), Kind.INTEGER),
        Column(SHARE, _("Estimated share"), Kind.PERCENT),
        *interval_columns(Kind.PERCENT),
    )
    return Card(
        key="level-distribution",
        title=_("Distribution of the levels"),
        figure=level_bars.build(counts, edition.bands),
        sentence=sentences.level_distribution(counts, edition),
        alt=_("Bar chart of the estimated share of municipalities at each level, with intervals."),
        table=Table(columns, counts.assign(**{LEVEL: counts[LEVEL].map(names)})),
        n=int(counts[N].sum()),
        population=len(standing),
        source=edition.source,
        note=f"{labels.assumption()} {meaning()}",
        size=rows_size(len(counts)),
    )


def _with_total(groups: pd.DataFrame, by: str, total: participation.Turnout, name: str) -> pd.DataFrame:
    low, high = total.interval
    row = {by: name, N: total.n, POPULATION: total.population, SHARE: total.share, LOW: low, HIGH: high}
    return pd.DataFrame([*groups.astype({by: object}).to_dict("records"), row])
