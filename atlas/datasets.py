"""What the downloads hold: a frame for each file. `meanings.py` and atlas/README.md explain the columns."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from django.utils.translation import get_language

from atlas import frames, scores, strata
from atlas import participation as turnout
from atlas import reliability as internal
from atlas.columns import (
    AGS,
    ANSWERED_SHARE,
    BOUNDS_HIGH,
    BOUNDS_LOW,
    DF,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    INDEX_HIGH,
    INDEX_LOW,
    KIND,
    LEVEL,
    LOW,
    MEAN,
    NAME,
    PARTICIPATED,
    POPULATION,
    QUESTION,
    RANGE_HIGH,
    RANGE_LOW,
    REGION,
    REPRESENTED,
    SE,
    SECTION,
    SHARE,
    SIZE_CLASS,
    SOVEREIGNTY,
    STRATUM,
    SUBMITTED_AT,
    UNWEIGHTED,
    WEIGHT,
    WEIGHTING,
    N,
)
from atlas.csv_files import AS_TEXT, STARTS_FORMULA
from atlas.disclosure import REASON
from atlas.editions import evidence_of
from survey.models import Wave
from survey.questionnaire.document import Question, translated
from survey.questionnaire.numbers import half_up


def answers_parameters(wave: Wave, towns: Sequence[str] | None = None, *, is_guarded: bool) -> dict[str, Any]:
    """What the query ANSWERS asks for; `towns`: keys of municipalities, None for all."""
    codes = [question.code for question in wave.questionnaire.document.questions]
    guard = {"formula": STARTS_FORMULA, "text": AS_TEXT if is_guarded else r"\&"}
    return guard | {"wave": wave.pk, "codes": codes, "towns": None if towns is None else list(towns)}


# The states hold every question of a submission, the answers those that were asked.
ANSWERS = r"""
    WITH question AS (
        SELECT code, position FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS list (code, position)
    ), answer AS (
        SELECT municipality.ags, regexp_replace(municipality.unique_name, %(formula)s, %(text)s, 'g') AS municipality,
            wave.slug AS wave, state.key AS question,
            CASE
                WHEN state.value NOT IN ('answered', 'not_applicable') THEN NULL
                WHEN jsonb_typeof(answer.value) = 'array' THEN
                    (SELECT string_agg(choice, '|' ORDER BY place)
                     FROM jsonb_array_elements_text(answer.value) WITH ORDINALITY AS ticked (choice, place))
                WHEN jsonb_typeof(answer.value) = 'string' THEN
                    regexp_replace(answer.value #>> '{}', %(formula)s, %(text)s, 'g')
                ELSE answer.value #>> '{}'
            END AS value,
            state.value AS state
        FROM survey_submission AS submission
        JOIN survey_response AS response ON response.id = submission.response_id
        JOIN survey_wave AS wave ON wave.id = response.wave_id
        JOIN survey_municipality AS municipality ON municipality.ags = response.municipality_id
        CROSS JOIN LATERAL jsonb_each_text(submission.states) AS state
        LEFT JOIN LATERAL jsonb_each(submission.answers) AS answer ON answer.key = state.key
        WHERE wave.id = %(wave)s
        AND (%(towns)s::text[] IS NULL OR municipality.ags = ANY(%(towns)s::text[]))
        AND NOT EXISTS (
            SELECT FROM survey_submission AS later
            WHERE later.response_id = submission.response_id AND later.number > submission.number
        )
    )
    SELECT answer.* FROM answer JOIN question ON question.code = answer.question ORDER BY ags, position
"""


def municipalities(wave: Wave) -> pd.DataFrame:
    """All municipalities, with a return or without."""
    sections = [section.code for section in wave.questionnaire.document.sections]
    standing = frames.standing(wave)
    numbers = [INDEX, INDEX_LOW, INDEX_HIGH, SOVEREIGNTY, *sections]
    frame = standing.assign(
        **{
            PARTICIPATED: standing[PARTICIPATED].map({True: "true", False: "false"}),
            SUBMITTED_AT: standing[SUBMITTED_AT].dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
            ANSWERED_SHARE: (standing[ANSWERED_SHARE] * 100).map(half_up, na_action="ignore"),
        },
        **{name: standing[name].map(half_up, na_action="ignore") for name in numbers},
    )
    columns = [AGS, NAME, KIND, DISTRICT, POPULATION, SIZE_CLASS, PARTICIPATED, SUBMITTED_AT]
    columns += [INDEX, INDEX_LOW, INDEX_HIGH, LEVEL, SOVEREIGNTY, ANSWERED_SHARE, *sections]
    return frame[columns]


WEIGHTINGS = {"municipalities": None, "inhabitants": POPULATION}


def districts(wave: Wave, weighting: str = "municipalities") -> pd.DataFrame:
    """Estimated means per district and for the region; `weighting`: whom a mean counts once, one of WEIGHTINGS."""
    measures = [*(section.code for section in wave.questionnaire.document.sections), INDEX, SOVEREIGNTY]
    standing = frames.standing(wave).merge(frames.ranges(wave), on=AGS, how="left")
    means = scores.by_district(standing, measures, weight=WEIGHTINGS[weighting])
    limits = {measure: (f"{measure}_low", f"{measure}_high") for measure in measures}
    found = scores.with_ranges(means, standing, limits, weight=WEIGHTINGS[weighting])
    figures = [MEAN, SE, LOW, HIGH, DF, BOUNDS_LOW, BOUNDS_HIGH, RANGE_LOW, RANGE_HIGH, UNWEIGHTED]
    columns = [DISTRICT_AGS, DISTRICT, SECTION, N, POPULATION, MEAN, SE, LOW, HIGH, DF, "N"]
    columns += [BOUNDS_LOW, BOUNDS_HIGH, RANGE_LOW, RANGE_HIGH, UNWEIGHTED, WEIGHTING]
    rounded = found.assign(**found[figures].round(4), **{WEIGHTING: weighting}).rename(columns={REPRESENTED: "N"})
    return rounded[columns]


def participation(wave: Wave) -> pd.DataFrame:
    """Who answered: all, by each group, and the crossing of district and size class with strata and weights."""
    standing = frames.standing(wave).assign(**{REGION: REGION})
    parts = [turnout.by_group(standing, *by).assign(dimension=name) for name, by in DIMENSIONS.items()]
    found = pd.concat(parts).astype({DISTRICT: object, SIZE_CLASS: object}).rename(columns={POPULATION: "N"})
    found[DISTRICT_AGS] = found[DISTRICT].map(standing.drop_duplicates(DISTRICT).set_index(DISTRICT)[DISTRICT_AGS])
    weights = strata.cells(standing)[[DISTRICT_AGS, SIZE_CLASS, STRATUM, WEIGHT]].assign(dimension=CROSSING)
    found = found.merge(weights.astype({SIZE_CLASS: object}), on=["dimension", DISTRICT_AGS, SIZE_CLASS], how="left")
    figures = [SHARE, LOW, HIGH, WEIGHT]
    columns = ["dimension", DISTRICT_AGS, DISTRICT, SIZE_CLASS, KIND, N, "N", SHARE, LOW, HIGH, STRATUM, WEIGHT]
    return found.assign(**found[figures].round(4))[columns]


CROSSING = "district_size_class"
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "region": (REGION,),
    "district": (DISTRICT,),
    "size_class": (SIZE_CLASS,),
    "kind": (KIND,),
    CROSSING: (DISTRICT, SIZE_CLASS),
}


def published(means: pd.DataFrame) -> pd.DataFrame:
    """Means as `disclosure.release` gives them: hidden figures are empty and have a reason."""
    figures = [name for name in (MEAN, SE, LOW, HIGH, DF, BOUNDS_LOW, BOUNDS_HIGH) if name in means]
    columns = [DISTRICT_AGS, DISTRICT, SECTION, N, "N", *figures, REASON]
    return means.assign(**means[figures].round(4)).rename(columns={POPULATION: "N"})[columns]


def reliability(wave: Wave) -> pd.DataFrame:
    """Alpha of every section, then the correlation of every item with the rest of its section."""
    evidence = evidence_of(wave, frames.standing(wave), frames.items(wave))
    sections = internal.section_reliability(evidence.items, evidence.scored, evidence.implied)
    items = internal.item_rest_correlations(evidence.items, evidence.scored)
    columns = [SECTION, QUESTION, internal.K, N, internal.ALPHA, LOW, HIGH, internal.WITHOUT_IMPLIED]
    columns += [internal.RARE, internal.CONSTANT, internal.ITEM_REST]
    found = pd.concat([sections, items]).reindex(columns=columns)
    return found.round(4).astype({internal.K: "Int64"})


TEXT, TYPE, CHOICES = "text", "type", "choices"


def questions(wave: Wave) -> pd.DataFrame:
    """The questions of the wave in the reader's language, with the codes that stand for their choices."""
    language = get_language() or "de"
    rows = [
        (
            question.code,
            section.code,
            translated(question, "text", language),
            question.type,
            _choices(question, language),
        )
        for section in wave.questionnaire.document.sections
        for question in section.questions
    ]
    return pd.DataFrame.from_records(rows, columns=[QUESTION, SECTION, TEXT, TYPE, CHOICES])


def _choices(question: Question, language: str) -> str:
    return "\n".join(f"{choice.code} = {translated(choice, 'label', language)}" for choice in question.choices)
