"""What everybody may read: participation and means of districts, without what the rules of disclosure hide."""

from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels, measures, sentences
from atlas.cards.card import Card, case_columns, certain_columns, interval_columns, meaning, rows_size, total_name
from atlas.columns import (
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    LOW,
    MEAN,
    PARTICIPATED,
    POPULATION,
    REGION,
    SECTION,
    SOVEREIGNTY,
    N,
)
from atlas.disclosure import PUBLIC_INDEX, PUBLISHED, REASON
from atlas.edition import Edition
from atlas.figures import matrix, score_bars, theme
from atlas.key_figures import KeyFigure
from atlas.participation import overall
from atlas.tables import Column, Kind, Table
from survey.questionnaire.numbers import half_up

KEPT_BACK = "✱"  # in a narrow figure


def key_figures(standing: pd.DataFrame, means: pd.DataFrame, edition: Edition) -> list[KeyFigure]:
    """Participation, and the two means of the region."""
    turnout = overall(standing)
    region = means[means[DISTRICT_AGS] == ""].set_index(SECTION)
    titles = measures.public_titles(edition)
    return [
        KeyFigure(_("Participation"), formats.percent(turnout.share), labels.n_of(turnout.n, turnout.population)),
        *(_key_figure(titles[measure], dict(region.loc[measure]), edition) for measure in (PUBLIC_INDEX, SOVEREIGNTY)),
    ]


def _key_figure(label: str, row: dict[Any, Any], edition: Edition) -> KeyFigure:
    if formats.is_missing(row[MEAN]):
        return KeyFigure(label, formats.MISSING, formats.too_few())
    level = _("level %(level)s") % {"level": labels.quoted(edition.band(half_up(row[MEAN])).name)}
    parts = [labels.interval(row[LOW], row[HIGH]), level]
    return KeyFigure(label, formats.decimal(row[MEAN]), " · ".join(part for part in parts if part))


def index_by_district(standing: pd.DataFrame, means: pd.DataFrame, edition: Edition) -> Card:
    title = _("Index by district, without information security")
    return _by_district(standing, means[means[SECTION] == PUBLIC_INDEX], edition, "published-index", title)


def sovereignty_by_district(standing: pd.DataFrame, means: pd.DataFrame, edition: Edition) -> Card:
    title = _("Digital sovereignty by district")
    return _by_district(standing, means[means[SECTION] == SOVEREIGNTY], edition, "published-sovereignty", title)


def _by_district(standing: pd.DataFrame, own: pd.DataFrame, edition: Edition, key: str, title: str) -> Card:
    return _card(
        standing,
        edition,
        key=key,
        title=title,
        figure=score_bars.build(own, total_name=total_name(edition), withheld=own[REASON] != PUBLISHED),
        sentence=_sentence(own, standing),
        alt=_("Bar chart of the mean of each district from 0 to 100 with its interval."),
        table=_table(own, edition, with_section=False),
        size=rows_size(len(own)),
    )


def _card(standing: pd.DataFrame, edition: Edition, **parts: Any) -> Card:
    return Card(
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        note=" ".join(
            [
                _(
                    "“Too few returns” stands where fewer than %(count)s municipalities have a value, or where the "
                    "value of a single one could be worked out."
                )
                % {"count": formats.integer(edition.min_cases)},
                labels.assumption(),
                meaning(),
            ]
        ),
        **parts,
    )


def _table(means: pd.DataFrame, edition: Edition, *, with_section: bool) -> Table:
    titles = measures.public_titles(edition)
    named = means.replace({DISTRICT: {REGION: total_name(edition)}})
    named[SECTION] = means[SECTION].map(titles)
    figures = (Column(MEAN, _("Mean"), Kind.DECIMAL), *interval_columns(), *certain_columns())
    columns = (
        *([Column(SECTION, _("Field of action"))] if with_section else []),
        Column(DISTRICT, _("District")),
        *case_columns(),
        *(replace(column, missing=formats.too_few()) for column in figures),
    )
    return Table(columns, named)


def _sentence(own: pd.DataFrame, standing: pd.DataFrame) -> str:
    districts = own[(own[DISTRICT_AGS] != "") & own[MEAN].notna()]
    hidden = int((own[DISTRICT_AGS] != "").sum()) - len(districts)
    cities = labels.cities(standing)
    names = [labels.district(name, is_city=name in cities) for name in districts[DISTRICT]]
    found = sentences.extremes(names, districts[MEAN].tolist(), formats.decimal)
    if found is None:
        return _("There are too few values to compare districts.")
    text = _("The means of the districts lie between %(low)s (%(lowest)s) and %(high)s (%(highest)s).") % {
        "low": found.low,
        "lowest": labels.listed(found.lowest),
        "high": found.high,
        "highest": labels.listed(found.highest),
    }
    if not hidden:
        return text
    kept_back = ngettext(
        "%(n)s district is kept back, so that nobody's own value can be worked out.",
        "%(n)s districts are kept back, so that nobody's own value can be worked out.",
        hidden,
    )
    return f"{text} {kept_back % {'n': formats.integer(hidden)}}"


def sections_by_district(standing: pd.DataFrame, means: pd.DataFrame, edition: Edition) -> Card:
    titles = measures.public_titles(edition)
    own = means[means[SECTION].isin(titles)]
    districts = dict(zip(own[DISTRICT_AGS], own[DISTRICT].replace({REGION: total_name(edition)}), strict=True))
    columns, rows = list(districts), list(titles)
    cells = [
        matrix.Cell(
            columns.index(row[DISTRICT_AGS]),
            rows.index(row[SECTION]),
            _short_text(row[MEAN]),
            _hover(row, districts, titles),
            None if formats.is_missing(row[MEAN]) else theme.score_colour(row[MEAN]),
            short=KEPT_BACK if formats.is_missing(row[MEAN]) else "",
        )
        for row in own.to_dict("records")
    ]
    names = measures.names(edition)
    return _card(
        standing,
        edition,
        key="published-sections",
        title=_("Fields of action by district"),
        figure=matrix.build(cells, list(districts.values()), list(titles.values()), [names[code] for code in titles]),
        sentence=sentences.sections_by_district(own, edition),
        alt=_("Table of colours: the mean score of each field of action in each district, from 0 to 100."),
        table=_table(own, edition, with_section=True),
        narrow_key=[(KEPT_BACK, formats.too_few())] if own[MEAN].isna().any() else [],
        size="tall",
        is_wide=True,
    )


def _short_text(mean: float) -> str:
    if formats.is_missing(mean):
        return f"<span style='font-size:9px'>{'<br>'.join(escape(formats.too_few()).split(' ', 1))}</span>"
    return formats.decimal(mean)


def _hover(row: dict[Any, Any], districts: dict[str, str], titles: dict[str, str]) -> str:
    head = f"<b>{escape(districts[row[DISTRICT_AGS]])}</b> · {escape(titles[row[SECTION]])}<br>"
    if formats.is_missing(row[MEAN]):
        return head + escape(formats.too_few())
    parts = [formats.decimal(row[MEAN]), labels.interval(row[LOW], row[HIGH]), labels.n_of(row[N], row[POPULATION])]
    return head + "<br>".join(part for part in parts if part)
