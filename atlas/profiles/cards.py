"""The cards of a profile on its scores. Pure: frames and words in, cards out."""

from collections.abc import Mapping

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels, measures
from atlas.cards import Card
from atlas.columns import DISTRICT, NAME, PARTICIPATED, SIZE_CLASS, SOVEREIGNTY
from atlas.comparison import (
    DISTRICT_MEAN,
    DISTRICT_N,
    MEASURE,
    OWN,
    REGION_MEAN,
    REGION_N,
    SIZE_MEAN,
    SIZE_N,
)
from atlas.disclosure import PUBLIC_INDEX
from atlas.edition import Edition
from atlas.figures import comparison_dots, radar
from atlas.sentences import extremes
from atlas.tables import Column, Kind, Table


def mean_names(standing: pd.DataFrame, own: pd.Series) -> dict[str, str]:
    """What the three means are called, by column of the comparison."""
    district = labels.district(own[DISTRICT], is_city=own[DISTRICT] in labels.cities(standing))
    return {
        REGION_MEAN: _("Mean of the region"),
        DISTRICT_MEAN: _("Mean: %(place)s") % {"place": district},
        SIZE_MEAN: _("Mean: %(size)s inhabitants") % {"size": labels.size(own[SIZE_CLASS])},
    }


def radar_card(standing: pd.DataFrame, own: pd.Series, comparison: pd.DataFrame, edition: Edition) -> Card:
    """Fields of action only; `comparison` may have other measures too."""
    sections = comparison[comparison[MEASURE].isin(edition.sections)]
    plain = {code: labels.plain(title) for code, title in edition.sections.items()}
    names = mean_names(standing, own)
    return Card(
        key="profile",
        title=_("Profile of the fields of action"),
        figure=radar.build(sections, plain, edition.names, own=own[NAME], names=names),
        sentence=_highest_and_lowest(sections, edition),
        alt=_(
            "Radar chart: the own score in each field of action as an area, the means of the district, of the size "
            "class and of the region as lines."
        ),
        table=_table(sections, edition.sections, own[NAME], names),
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        note=" ".join(filter(None, [_gaps(sections, plain), _hidden(sections, names)])),
        size="large",
    )


def comparison_card(standing: pd.DataFrame, own: pd.Series, comparison: pd.DataFrame, edition: Edition) -> Card:
    titles, names = measures.public_titles(edition), mean_names(standing, own)
    plain = {code: labels.plain(title) for code, title in titles.items()}
    return Card(
        key="comparison",
        title=_("Beside the means of district, size class and region"),
        figure=comparison_dots.build(comparison, plain, measures.names(edition), own=own[NAME], names=names),
        sentence=_furthest(comparison, titles),
        alt=_(
            "Dots for the own score in each field of action, beside the means of the district, of the size class and "
            "of the region."
        ),
        table=_table(comparison, titles, own[NAME], names),
        n=int(standing[PARTICIPATED].sum()),
        population=len(standing),
        source=edition.source,
        note=_(
            "Means are estimates for all municipalities. One is shown where at least %(count)s municipalities have a "
            "value and nobody's own score could be worked out from it; the index is compared without information "
            "security for the same reason. The score tells how far the introduction has got, not how good it is."
        )
        % {"count": edition.min_cases},
        size="large",
    )


def _table(comparison: pd.DataFrame, titles: Mapping[str, str], own: str, names: Mapping[str, str]) -> Table:
    n, hidden = _("With a value"), _("too few returns")
    columns = (
        Column(MEASURE, _("Field of action")),
        Column(OWN, own, Kind.DECIMAL),
        Column(DISTRICT_MEAN, names[DISTRICT_MEAN], Kind.DECIMAL, missing=hidden),
        Column(DISTRICT_N, n, Kind.INTEGER),
        Column(SIZE_MEAN, names[SIZE_MEAN], Kind.DECIMAL, missing=hidden),
        Column(SIZE_N, n, Kind.INTEGER),
        Column(REGION_MEAN, names[REGION_MEAN], Kind.DECIMAL, missing=hidden),
        Column(REGION_N, n, Kind.INTEGER),
    )
    return Table(columns, comparison.assign(**{MEASURE: comparison[MEASURE].map(dict(titles))}))


def _gaps(sections: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """Which fields have no score of their own: they are gaps in the drawing."""
    missing = [titles[measure] for measure in sections.loc[sections[OWN].isna(), MEASURE]]
    if not missing:
        return ""
    return _("Too little is answered for a score, hence a gap: %(titles)s.") % {"titles": labels.listed(missing)}


def _hidden(sections: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which means are not drawn, because too few municipalities stand behind them."""
    missing = [name for column, name in names.items() if sections[column].isna().all()]
    if not missing:
        return ""
    return _("Not shown, because there are too few returns: %(means)s.") % {"means": "; ".join(missing)}


def _highest_and_lowest(sections: pd.DataFrame, edition: Edition) -> str:
    scores = {row[MEASURE]: row[OWN] for row in sections.dropna(subset=[OWN]).to_dict("records")}
    if not scores:
        return _("No field of action has a score yet.")
    found = extremes([labels.quoted(edition.sections[code]) for code in scores], list(scores.values()), formats.decimal)
    if found is None:
        score = formats.decimal(next(iter(scores.values())))
        return _("All fields of action with a score reach %(score)s of 100 points.") % {"score": score}
    return _("Furthest: %(highest)s (%(high)s of 100 points); least far: %(lowest)s (%(low)s).") % {
        "highest": labels.listed(found.highest),
        "high": found.high,
        "lowest": labels.listed(found.lowest),
        "low": found.low,
    }


def _furthest(comparison: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """Where the own score stands furthest above and below the mean of the region."""
    sections = comparison[~comparison[MEASURE].isin([PUBLIC_INDEX, SOVEREIGNTY])]
    distances = (sections[OWN] - sections[REGION_MEAN]).set_axis(sections[MEASURE]).dropna()
    parts = []
    if (distances > 0).any():
        parts.append(
            _("Furthest above the mean of the region: %(title)s.")
            % {"title": labels.quoted(titles[str(distances.idxmax())])}
        )
    if (distances < 0).any():
        parts.append(_("Furthest below it: %(title)s.") % {"title": labels.quoted(titles[str(distances.idxmin())])})
    return " ".join(parts) or _("There is nothing to compare yet.")
