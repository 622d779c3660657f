"""The means that stand beside a municipality: those that everybody may see, computed once per state of the data."""

from functools import lru_cache

import pandas as pd

from atlas import frames, scores
from atlas.columns import (
    DISTRICT_AGS,
    MEAN,
    PARTICIPATED,
    SECTION,
    SIZE_CLASS,
    STRATUM_POPULATION,
    STRATUM_RESPONDENTS,
    WEIGHT,
    N,
)
from atlas.comparison import size_class_means
from atlas.disclosure import PUBLIC_INDEX, public_measures, public_municipalities, publish
from survey.models import Wave

FIGURES = [DISTRICT_AGS, SIZE_CLASS, SECTION, N, MEAN]


@lru_cache(maxsize=4)
def published_means(wave_pk: int, data_version: str) -> pd.DataFrame:
    """Means of the region, of each district and of each size class, as `disclosure.release` gives them.

    One pattern decides for all three, so that no subtraction of one from another tells a hidden mean.
    """
    wave = Wave.objects.with_questionnaire().get(pk=wave_pk)
    document = wave.questionnaire.document
    standing = frames.standing(wave)
    weight = standing[STRATUM_POPULATION] / standing[STRATUM_RESPONDENTS]
    standing = standing.assign(
        **{
            PUBLIC_INDEX: public_municipalities(standing, document)[PUBLIC_INDEX],
            WEIGHT: weight.where(standing[PARTICIPATED], 0.0),
        }
    )
    measures = public_measures(document)
    by_district = scores.by_district(standing, measures).assign(**{SIZE_CLASS: ""})
    means = pd.concat([by_district[FIGURES], size_class_means(standing, measures)[FIGURES]], ignore_index=True)
    return publish(standing, document, means, weight=WEIGHT).means


@lru_cache(maxsize=4)
def item_table(wave_pk: int, data_version: str) -> pd.DataFrame:
    """`frames.items`; the scores of all answers of a wave take longer than all of the profile."""
    return frames.items(Wave.objects.with_questionnaire().get(pk=wave_pk))
