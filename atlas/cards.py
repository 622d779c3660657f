"""A chart as a card: figure, one sentence of reading, alternative text, table, n of N and source.

Each builder takes `standing` (see `columns`) and the edition it belongs to.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import labels, participation, scores, sentences
from atlas.columns import (
    AGS,
    BOUNDS_HIGH,
    BOUNDS_LOW,
    DAY,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    LEVEL,
    LOW,
    MEAN,
    NAME,
    NEW,
    NO_VALUE,
    PARTICIPATED,
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
    municipality_map,
    municipality_points,
    participation_bars,
    participation_curve,
    score_bars,
    section_matrix,
)
from atlas.geometry import Shapes
from atlas.tables import Column, Kind, Table


@dataclass(frozen=True)
class Card:
    """All that a page, a print or a download needs of one chart.

    `n` of `population` municipalities stand behind it. Without a figure the table is the chart. `size` names the height
    that the style sheet reserves (`atlas-figure-…`); `is_wide`: it takes a row of its own. `note` says how to read the
    chart, empty if nothing needs saying.
    """

    key: str
    title: str
    figure: go.Figure | None
    sentence: str
    alt: str
    table: Table
    n: int
    population: int
    source: str
    note: str = ""
    size: str = "medium"
    is_wide: bool = False

    @property
    def data_id(self) -> str:
        """The id of the element that holds the figure's data."""
        return f"{self.key}-data"

    @property
    def plain_figure(self) -> dict[str, Any]:
        """Plain data for `json_script`.

        The builders put only lists, numbers, texts and None into a figure, so nothing is packed or left
        unserialisable, and the round trip through `to_json()`, which takes half of the time of a map, is not needed.
        """
        plain: dict[str, Any] = self.figure.to_plotly_json() if self.figure else {}
        return plain


def participation_by_district(standing: pd.DataFrame, edition: Edition) -> Card:
    total, groups = participation.overall(standing), participation.by_group(standing, DISTRICT)
    cities = labels.cities(standing)
    places = [labels.in_district(name, is_city=name in cities) for name in groups[DISTRICT]]
    return Card(
        key="participation-by-district",
        title=_("Participation by district"),
        figure=participation_bars.build(groups, DISTRICT, total, total_name=_total(edition)),
        sentence=sentences.participation(total, groups, places, edition.min_cases),
        alt=_("Bar chart of participation in each district and in all together, in per cent."),
        table=Table(
            (Column(DISTRICT, _("District")), *turnout_columns(), *interval_columns(Kind.PERCENT)),
            _with_total(groups, DISTRICT, total, _total(edition)),
        ),
        n=total.n,
        population=total.population,
        source=edition.source,
        size=_rows_size(len(groups) + 1),
    )


def participation_by_size(standing: pd.DataFrame, edition: Edition) -> Card:
    total, groups = participation.overall(standing), participation.by_group(standing, SIZE_CLASS)
    places = [labels.in_size(code) for code in groups[SIZE_CLASS]]
    named = groups.assign(**{SIZE_CLASS: [labels.size(code) for code in groups[SIZE_CLASS]]})
    return Card(
        key="participation-by-size",
        title=_("Participation by number of inhabitants"),
        figure=participation_bars.build(groups, SIZE_CLASS, total, total_name=_total(edition), label=labels.size),
        sentence=sentences.participation(total, groups, places, edition.min_cases),
        alt=_("Bar chart of participation in each size class and in all together, in per cent."),
        table=Table(
            (Column(SIZE_CLASS, _("Inhabitants")), *turnout_columns(), *interval_columns(Kind.PERCENT)),
            _with_total(named, SIZE_CLASS, total, _total(edition)),
        ),
        n=total.n,
        population=total.population,
        source=edition.source,
        size=_rows_size(len(groups) + 1),
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
        *_case_columns(),
        Column(MEAN, _("Mean"), Kind.DECIMAL),
        *interval_columns(),
        Column(RANGE_LOW, _("Range from"), Kind.DECIMAL),
        Column(RANGE_HIGH, _("Range to"), Kind.DECIMAL),
        *certain_columns(),
    )
    return Card(
        key="index-by-district",
        title=_("Digitalisation index by district"),
        figure=score_bars.build(index, total_name=_total(edition)),
        sentence=sentences.index_by_district(index, names, edition),
        alt=_(
            "Bar chart of the mean index of each district from 0 to 100 with its interval, and the mean of all "
            "municipalities as a line."
        ),
        table=Table(columns, index.replace({DISTRICT: {REGION: _total(edition)}})),
        n=int(standing[INDEX].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=_(
            "The thin lines are the intervals. %(assumption)s The table also has the range (all that respondents left "
            "open worst or best) and what is certain (all who stayed away worst or best). %(meaning)s"
        )
        % {"assumption": labels.assumption(), "meaning": _meaning()},
        size=_rows_size(len(index)),
    )


def sections_by_district(standing: pd.DataFrame, edition: Edition) -> Card:
    means = scores.by_district(standing, list(edition.sections))
    named = means.assign(**{SECTION: means[SECTION].map(edition.sections)}).replace(
        {DISTRICT: {REGION: _total(edition)}}
    )
    columns = (Column(SECTION, _("Field of action")), Column(DISTRICT, _("District")), *_case_columns())
    return Card(
        key="sections-by-district",
        title=_("Fields of action by district"),
        figure=section_matrix.build(means, edition.sections, total_name=_total(edition)),
        sentence=sentences.sections_by_district(means, edition),
        alt=_("Table of colours: the mean score of each field of action in each district, from 0 to 100."),
        table=Table((*columns, Column(MEAN, _("Mean"), Kind.DECIMAL), *interval_columns(), *certain_columns()), named),
        n=int(standing[list(edition.sections)].notna().any(axis=1).sum()),
        population=len(standing),
        source=edition.source,
        note=f"{_legend_of_codes(edition)} {labels.assumption()} {_meaning()}",
        size="large",
    )


def index_map(standing: pd.DataFrame, edition: Edition, *, shapes: Shapes) -> Card:
    """`shapes` of the whole register, also when `standing` is a selection."""
    return _index_map(
        standing,
        edition,
        municipality_map.build(standing, shapes, edition),
        _("Map of the municipalities, each coloured by its level; those without a return are hatched."),
    )


def index_points(standing: pd.DataFrame, edition: Edition) -> Card:
    """The same map for more municipalities than outlines can be drawn of in reasonable time."""
    return _index_map(
        standing,
        edition,
        municipality_points.build(standing, edition),
        _("Map of the municipalities as points, each coloured by its level; those without a return are hollow."),
    )


def _index_map(standing: pd.DataFrame, edition: Edition, figure: go.Figure, alt: str) -> Card:
    columns = (
        Column(NAME, _("Municipality")),
        Column(DISTRICT, _("District")),
        Column(INDEX, _("Index"), Kind.DECIMAL),
        Column(LEVEL, _("Level")),
    )
    return Card(
        key="index-map",
        title=_("Map of the levels"),
        figure=figure,
        sentence=sentences.index_map(standing),
        alt=alt,
        table=Table(columns, _named_levels(standing, edition), profiles=AGS),
        n=int(standing[INDEX].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=_meaning(),
        size="map",
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
        n=int(standing[INDEX].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=f"{labels.assumption()} {_meaning()}",
        size=_rows_size(len(counts)),
    )


def _meaning() -> str:
    """What the method wants said beside every score."""
    return _("The score tells how far the introduction has got, not how good it is or what it achieves.")


def _total(edition: Edition) -> str:
    return labels.total(is_selection=edition.is_selection)


def _legend_of_codes(edition: Edition) -> str:
    """The codes that label the rows on a narrow screen."""
    return "; ".join(f"{code}: {title}" for code, title in edition.sections.items()) + "."


def turnout_columns() -> tuple[Column, ...]:
    """Participation: n, N and the share."""
    return (
        Column(N, _("Returns"), Kind.INTEGER),
        Column(POPULATION, _("Municipalities"), Kind.INTEGER),
        Column(SHARE, _("Share"), Kind.PERCENT),
    )


def _case_columns() -> tuple[Column, ...]:
    return Column(N, _("With a value"), Kind.INTEGER), Column(POPULATION, _("Municipalities"), Kind.INTEGER)


def interval_columns(kind: Kind = Kind.DECIMAL) -> tuple[Column, ...]:
    """The 95 % confidence interval."""
    return Column(LOW, _("From (95%%)") % {}, kind), Column(HIGH, _("To (95%%)") % {}, kind)


def certain_columns() -> tuple[Column, ...]:
    """The bounds that hold without any assumption."""
    return (
        Column(BOUNDS_LOW, _("Certain from"), Kind.DECIMAL),
        Column(BOUNDS_HIGH, _("Certain to"), Kind.DECIMAL),
    )


def _with_total(groups: pd.DataFrame, by: str, total: participation.Turnout, name: str) -> pd.DataFrame:
    low, high = total.interval
    row = {by: name, N: total.n, POPULATION: total.population, SHARE: total.share, LOW: low, HIGH: high}
    return pd.DataFrame([*groups.astype({by: object}).to_dict("records"), row])


def _named_levels(standing: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    names = {band.code: band.name for band in edition.bands}
    levels = standing[LEVEL].astype(object).map(names)
    known = levels.where(levels.notna(), _("No value")).where(standing[PARTICIPATED], _("No return"))
    return standing[[AGS, NAME, DISTRICT, DISTRICT_AGS, INDEX]].assign(**{LEVEL: known})


def _rows_size(rows: int) -> str:
    return "small" if rows <= 3 else "medium"
