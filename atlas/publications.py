"""A published wave as everybody may read it: as of the moment of publication, through the rules of disclosure."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from atlas import frames, scores
from atlas.columns import PARTICIPATED, SIZE_CLASS, STRATUM_POPULATION, STRATUM_RESPONDENTS, WEIGHT
from atlas.disclosure import PUBLIC_INDEX, public_measures, public_municipalities, publish
from atlas.edition import Edition
from atlas.editions import edition_of
from survey.models import Wave


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
    document = wave.questionnaire.document
    standing = frames.standing(wave, wave.published_at)
    weights = (standing[STRATUM_POPULATION] / standing[STRATUM_RESPONDENTS]).where(standing[PARTICIPATED], 0.0)
    public_index = public_municipalities(standing, document)[PUBLIC_INDEX]
    weighted = standing.assign(**{PUBLIC_INDEX: public_index, WEIGHT: weights})
    means = scores.by_district(weighted, public_measures(document)).assign(**{SIZE_CLASS: ""})
    return standing[[*PUBLIC_COLUMNS]], publish(weighted, document, means, weight=WEIGHT).means


PUBLIC_COLUMNS = ("ags", "name", "district_ags", "district", "size_class", "kind", PARTICIPATED)
