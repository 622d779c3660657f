"""What a municipality sees after handing in: its own result, in words and beside the means."""

from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

import pandas as pd
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import frames, labels, scores
from atlas.cards import Card
from atlas.columns import (
    AGS,
    ANSWERED_SHARE,
    DISTRICT,
    INDEX,
    INDEX_HIGH,
    INDEX_LOW,
    LEVEL,
    NAME,
    PARTICIPATED,
    SIZE_CLASS,
    SOVEREIGNTY,
    STRATUM_POPULATION,
    STRATUM_RESPONDENTS,
    SUBMITTED_AT,
    WEIGHT,
)
from atlas.comparison import DISTRICT_MEAN, DISTRICT_N, MEASURE, OWN, REGION_MEAN, REGION_N, beside_means
from atlas.disclosure import PUBLIC_INDEX, public_measures, public_municipalities, publish
from atlas.edition import Edition
from atlas.editions import edition_of
from atlas.figures import comparison_dots
from atlas.tables import Column, Kind, Table
from survey.models import Wave
from survey.questionnaire.document import Level, translated


@dataclass(frozen=True)
class Result:
    """The index of one municipality (None: too little answered), its range, its level and the comparison."""

    row: pd.Series
    level: Level | None
    card: Card

    @property
    def index(self) -> float | None:
        return None if pd.isna(self.row[INDEX]) else float(self.row[INDEX])

    @property
    def index_low(self) -> float:
        return float(self.row[INDEX_LOW])

    @property
    def index_high(self) -> float:
        return float(self.row[INDEX_HIGH])

    @property
    def answered_share(self) -> float:
        return float(self.row[ANSWERED_SHARE])

    @property
    def submitted_at(self) -> pd.Timestamp:
        return self.row[SUBMITTED_AT]

    @property
    def level_name(self) -> str:
        return translated(self.level, "name", get_language() or "de") if self.level else ""

    @property
    def level_meaning(self) -> str:
        return translated(self.level, "meaning", get_language() or "de") if self.level else ""


def result_of(ags: str, wave: Wave) -> Result | None:
    """None as long as the municipality has not handed in."""
    standing = frames.standing(wave)
    own = standing[(standing[AGS] == ags) & standing[PARTICIPATED]]
    if own.empty:
        return None
    document = wave.questionnaire.document
    row = own.iloc[0]
    levels = {level.code: level for level in document.levels}
    comparable = own.assign(**{PUBLIC_INDEX: public_municipalities(own, document)[PUBLIC_INDEX]}).iloc[0]
    means = published_means(wave.pk, frames.data_version())
    return Result(row, levels.get(row[LEVEL]), comparison_card(standing, comparable, means, edition_of(wave)))


@lru_cache(maxsize=4)
def published_means(wave_pk: int, data_version: str) -> pd.DataFrame:
    """Means of districts and the region as others than analysts may see them, once per state of the data."""
    wave = Wave.objects.with_questionnaire().get(pk=wave_pk)
    document = wave.questionnaire.document
    standing = frames.standing(wave)
    weights = (standing[STRATUM_POPULATION] / standing[STRATUM_RESPONDENTS]).where(standing[PARTICIPATED], 0.0)
    public_index = public_municipalities(standing, document)[PUBLIC_INDEX]
    standing = standing.assign(**{PUBLIC_INDEX: public_index, WEIGHT: weights})
    means = scores.by_district(standing, public_measures(document)).assign(**{SIZE_CLASS: ""})
    return publish(standing, document, means, weight=WEIGHT).means


def comparison_card(standing: pd.DataFrame, own: pd.Series, means: pd.DataFrame, edition: Edition) -> Card:
    titles = {
        PUBLIC_INDEX: _("Index without information security"),
        **edition.sections,
        SOVEREIGNTY: _("Digital sovereignty"),
    }
    comparison = beside_means(own, means, list(titles))
    district = labels.district(own[DISTRICT], is_city=own[DISTRICT] in labels.cities(standing))
    wrapped = {measure: "<br>".join(wrap(title, 26)) for measure, title in titles.items()}
    columns = (
        Column(MEASURE, _("Field of action")),
        Column(OWN, own[NAME], Kind.DECIMAL),
        Column(DISTRICT_MEAN, _("Mean: %(place)s") % {"place": district}, Kind.DECIMAL),
        Column(DISTRICT_N, _("With a value"), Kind.INTEGER),
        Column(REGION_MEAN, _("Mean of the region"), Kind.DECIMAL),
        Column(REGION_N, _("With a value"), Kind.INTEGER),
    )
    return Card(
        key="comparison",
        title=_("Beside the means of district and region"),
        figure=comparison_dots.build(
            comparison, wrapped, own=own[NAME], district=_("Mean: %(place)s") % {"place": district}
        ),
        sentence=_sentence(comparison, titles),
        alt=_("Dots for the own score in each field of action, beside the means of the district and of the region."),
        table=Table(columns, comparison.assign(**{MEASURE: comparison[MEASURE].map(titles)})),
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


def _sentence(comparison: pd.DataFrame, titles: dict[str, str]) -> str:
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
