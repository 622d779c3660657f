"""Downloads: UTF-8, decimal point, stable order. The columns are explained in atlas/README.md."""

from typing import TypeVar

import pandas as pd
from django.http import HttpResponse, StreamingHttpResponse

from atlas import frames, scores, strata
from atlas import participation as turnout
from atlas import reliability as internal
from atlas.cards import Card
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
from atlas.copying import copy_out
from atlas.disclosure import REASON
from atlas.editions import evidence_of
from survey.models import Wave
from survey.questionnaire.numbers import half_up

R = TypeVar("R", HttpResponse, StreamingHttpResponse)

CSV = "text/csv; charset=utf-8"


def answers(wave: Wave) -> StreamingHttpResponse:
    """One row per municipality that handed in and question, straight from the database."""
    codes = [question.code for question in wave.questionnaire.document.questions]
    response = StreamingHttpResponse(copy_out(ANSWERS, {"wave": wave.pk, "codes": codes}), content_type=CSV)
    return _named(response, "answers", wave)


# The states hold every question of a submission, the answers those that were asked. An apostrophe keeps a spreadsheet
# from reading a typed text as a formula.
ANSWERS = r"""
    WITH question AS (
        SELECT code, position FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS list (code, position)
    ), answer AS (
        SELECT municipality.ags, municipality.name AS municipality, wave.slug AS wave, state.key AS question,
            CASE
                WHEN state.value NOT IN ('answered', 'not_applicable') THEN NULL
                WHEN jsonb_typeof(answer.value) = 'array' THEN
                    (SELECT string_agg(choice, '|' ORDER BY place)
                     FROM jsonb_array_elements_text(answer.value) WITH ORDINALITY AS ticked (choice, place))
                WHEN jsonb_typeof(answer.value) = 'string' THEN
                    regexp_replace(answer.value #>> '{}', '^([=+@\t\r-])', '''\1')
                ELSE answer.value #>> '{}'
            END AS value,
            state.value AS state
        FROM survey_submission AS submission
        JOIN survey_response AS response ON response.id = submission.response_id
        JOIN survey_wave AS wave ON wave.id = response.wave_id
        JOIN survey_municipality AS municipality ON municipality.ags = response.municipality_id
        CROSS JOIN LATERAL jsonb_each_text(submission.states) AS state
        LEFT JOIN LATERAL jsonb_each(submission.answers) AS answer ON answer.key = state.key
        WHERE wave.id = %(wave)s AND NOT EXISTS (
            SELECT FROM survey_submission AS later
            WHERE later.response_id = submission.response_id AND later.number > submission.number
        )
    )
    SELECT answer.* FROM answer JOIN question ON question.code = answer.question ORDER BY ags, position
"""


def municipalities(wave: Wave) -> HttpResponse:
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
    return _csv(frame[columns], "municipalities", wave)


WEIGHTINGS = {"municipalities": None, "inhabitants": POPULATION}


def districts(wave: Wave, weighting: str = "municipalities") -> HttpResponse:
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
    return _csv(rounded[columns], "districts", wave)


def participation(wave: Wave) -> HttpResponse:
    """Who answered: all, by each group, and the crossing of district and size class with strata and weights."""
    standing = frames.standing(wave).assign(**{REGION: REGION})
    parts = [turnout.by_group(standing, *by).assign(dimension=name) for name, by in DIMENSIONS.items()]
    found = pd.concat(parts).astype({DISTRICT: object, SIZE_CLASS: object}).rename(columns={POPULATION: "N"})
    found[DISTRICT_AGS] = found[DISTRICT].map(standing.drop_duplicates(DISTRICT).set_index(DISTRICT)[DISTRICT_AGS])
    weights = strata.cells(standing)[[DISTRICT_AGS, SIZE_CLASS, STRATUM, WEIGHT]].assign(dimension=CROSSING)
    found = found.merge(weights.astype({SIZE_CLASS: object}), on=["dimension", DISTRICT_AGS, SIZE_CLASS], how="left")
    figures = [SHARE, LOW, HIGH, WEIGHT]
    columns = ["dimension", DISTRICT_AGS, DISTRICT, SIZE_CLASS, KIND, N, "N", SHARE, LOW, HIGH, STRATUM, WEIGHT]
    return _csv(found.assign(**found[figures].round(4))[columns], "participation", wave)


CROSSING = "district_size_class"
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "region": (REGION,),
    "district": (DISTRICT,),
    "size_class": (SIZE_CLASS,),
    "kind": (KIND,),
    CROSSING: (DISTRICT, SIZE_CLASS),
}


def reliability(wave: Wave) -> HttpResponse:
    """Alpha of every section, then the correlation of every item with the rest of its section."""
    evidence = evidence_of(wave, frames.standing(wave), frames.items(wave))
    sections = internal.section_reliability(evidence.items, evidence.scored, evidence.implied)
    items = internal.item_rest_correlations(evidence.items, evidence.scored)
    columns = [SECTION, QUESTION, internal.K, N, internal.ALPHA, LOW, HIGH, internal.WITHOUT_IMPLIED]
    columns += [internal.RARE, internal.CONSTANT, internal.ITEM_REST]
    found = pd.concat([sections, items]).reindex(columns=columns)
    return _csv(found.round(4).astype({internal.K: "Int64"}), "reliability", wave)


def published_means(means: pd.DataFrame, wave: Wave) -> HttpResponse:
    """As `disclosure.release` gives them: hidden figures are empty and have a reason."""
    figures = [name for name in (MEAN, SE, LOW, HIGH, DF, BOUNDS_LOW, BOUNDS_HIGH) if name in means]
    columns = [DISTRICT_AGS, DISTRICT, SECTION, N, POPULATION, *figures, REASON]
    rounded = means.assign(**means[figures].round(4)).rename(columns={POPULATION: "N"})
    return _csv(rounded[["N" if name == POPULATION else name for name in columns]], "published-means", wave)


def card(card: Card, wave: Wave) -> HttpResponse:
    """The table behind a chart, unrounded, under the names of its columns."""
    frame = card.table.frame[[column.key for column in card.table.columns]]
    return _csv(frame, card.key, wave)


def _csv(frame: pd.DataFrame, name: str, wave: Wave) -> HttpResponse:
    return _named(HttpResponse(frame.to_csv(index=False), content_type=CSV), name, wave)


def _named(response: R, name: str, wave: Wave) -> R:
    """Invented data say so in the name of their file."""
    mark = "-synthetic" if wave.is_synthetic else ""
    response["Content-Disposition"] = f'attachment; filename="{wave.slug}-{name}{mark}.csv"'
    return response
