"""A published wave as everybody may read it: as of the moment of publication, through the rules of disclosure."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from atlas import frames, scores
from atlas.columns import (
    AGS,
    DISTRICT,
    DISTRICT_AGS,
    KIND,
    NAME,
    PARTICIPATED,
    SIZE_CLASS,
    STRATUM_POPULATION,
    STRATUM_RESPONDENTS,
    WEIGHT,
)
from atlas.comparison import size_class_means
from atlas.disclosure import PUBLIC_INDEX, public_measures, public_municipalities, publish
from atlas.edition import Edition
from atlas.editions import edition_of
from survey.models import Wave
from survey.questionnaire.document import Document


@dataclass(frozen=True)
class Published:
    """standing: who took part, without any score. means: as from `disclosure.publish`: hidden ones are NaN and have a
    `reason`.
    """

    standing: pd.DataFrame
    means: pd.DataFrame
    edition: Edition


def published(wave: Wave, version: str) -> Published:
    """`version` of the data; whoever hands in after the publication does not change it."""
    standing, means = _released(wave, version)
    return Published(standing, means, edition_of(wave))


@lru_cache(maxsize=4)
def _released(wave: Wave, version: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    standing = frames.standing(wave, wave.published_at)
    means = released_means(standing, wave.questionnaire.document)
    return standing[[*PUBLIC_COLUMNS]], means[means[SIZE_CLASS] == ""]


def released_means(standing: pd.DataFrame, document: Document) -> pd.DataFrame:
    """Means of the region, of each district and of each size class, as `disclosure.release` gives them.

    One pattern decides for all three, so that no subtraction of one from another tells a hidden mean.
    """
    weights = (standing[STRATUM_POPULATION] / standing[STRATUM_RESPONDENTS]).where(standing[PARTICIPATED], 0.0)
    public_index = public_municipalities(standing, document)[PUBLIC_INDEX]
    weighted = standing.assign(**{PUBLIC_INDEX: public_index, WEIGHT: weights})
    measures = public_measures(document)
    by_district = scores.by_district(weighted, measures).assign(**{SIZE_CLASS: ""})
    means = pd.concat([by_district, size_class_means(weighted, measures)], ignore_index=True)
    return publish(weighted, document, means, weight=WEIGHT).means


# of the register, and who took part: no score
PUBLIC_COLUMNS = (AGS, NAME, DISTRICT_AGS, DISTRICT, SIZE_CLASS, KIND, PARTICIPATED)
