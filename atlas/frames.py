"""The only place that turns rows of the database into DataFrames."""

import json
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from django.db import connection
from django.db.models import FloatField, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from atlas.columns import (
    AGS,
    ANSWERED_SHARE,
    AREA,
    DISTRICT,
    DISTRICT_AGS,
    FIRST_SUBMITTED_AT,
    INDEX,
    INDEX_HIGH,
    INDEX_LOW,
    KIND,
    LATITUDE,
    LEVEL,
    LONGITUDE,
    NAME,
    PARTICIPATED,
    POLYGONS,
    POPULATION,
    QUESTION,
    SIZE_CLASS,
    SIZE_CLASS_CODES,
    SOVEREIGNTY,
    STATE,
    SUBMITTED_AT,
    VALUE,
    N,
)
from atlas.contact import ANSWERED, COORDINATION, HAS_BEEN_HERE, IS_PRESENTED, LAST_AT, PEOPLE, STARTED_AT
from atlas.strata import with_strata
from survey.models import Boundary, DataChange, Municipality, Submission, SubmissionScore, Wave
from survey.questionnaire.items import item_scores
from survey.size_classes import SIZE_CLASSES

SCORES = (INDEX, INDEX_LOW, INDEX_HIGH, SOVEREIGNTY, ANSWERED_SHARE)


def register() -> pd.DataFrame:
    """All municipalities, ordered by `ags`: the columns of `columns.REGISTER`."""
    columns = {
        AGS: "ags",
        NAME: "unique_name",
        KIND: "kind",
        DISTRICT_AGS: "district_id",
        DISTRICT: "district__name",
        POPULATION: "population",
        AREA: "area_km2",
        LATITUDE: "latitude",
        LONGITUDE: "longitude",
    }
    rows = Municipality.objects.order_by("ags").values_list(*columns.values())
    frame = pd.DataFrame.from_records(list(rows), columns=list(columns)).astype(
        {AGS: str, DISTRICT_AGS: str, AREA: float}
    )
    districts = frame.drop_duplicates(DISTRICT_AGS).sort_values(DISTRICT_AGS)[DISTRICT]
    frame[DISTRICT] = pd.Categorical(frame[DISTRICT], list(districts), ordered=True)
    frame[SIZE_CLASS] = _size_classes(frame[POPULATION])
    return frame


def _size_classes(population: pd.Series) -> pd.Series:
    edges = [float(size_class.lower) for size_class in SIZE_CLASSES] + [float("inf")]
    return pd.cut(population, edges, right=False, labels=list(SIZE_CLASS_CODES))


def returns(wave: Wave, until: datetime | None = None) -> pd.DataFrame:
    """The latest submission of each municipality that handed in (`until` then): `columns.RETURNS`, then a score per
    section code.
    """
    document = wave.questionnaire.document
    sections = {
        section.code: Cast(KT(f"sections__{section.code}__score"), FloatField()) for section in document.sections
    }
    columns = {AGS: "submission__response__municipality_id", SUBMITTED_AT: "submission__submitted_at"}
    columns |= {name: name for name in (FIRST_SUBMITTED_AT, LEVEL, *SCORES)}
    current = Submission.objects.in_wave(wave).current(until).values("pk")
    first = Submission.objects.filter(response=OuterRef("submission__response"), number=1).values("submitted_at")
    found = SubmissionScore.objects.filter(submission__in=current).annotate(**{FIRST_SUBMITTED_AT: Subquery(first)})
    rows = found.values_list(*columns.values(), *sections.values())
    frame = pd.DataFrame.from_records(list(rows), columns=[*columns, *sections])
    levels = [level.code for level in document.levels]
    for time in (SUBMITTED_AT, FIRST_SUBMITTED_AT):
        frame[time] = pd.to_datetime(frame[time], utc=True)
    frame[LEVEL] = pd.Categorical(frame[LEVEL].replace("", None), levels, ordered=True)
    return frame.astype({AGS: str} | dict.fromkeys([*SCORES, *sections], float))


def ranges(wave: Wave) -> pd.DataFrame:
    """The range of every section and of sovereignty, of each municipality that handed in (METHOD §3): `ags`, then
    `<measure>_low` and `<measure>_high`, 0…100.
    """
    limits = {
        f"{section.code}_{limit}": Cast(KT(f"sections__{section.code}__{limit}"), FloatField())
        for section in wave.questionnaire.document.sections
        for limit in ("low", "high")
    }
    own = [f"{SOVEREIGNTY}_{limit}" for limit in ("low", "high")]
    current = Submission.objects.in_wave(wave).current().values("pk")
    rows = SubmissionScore.objects.filter(submission__in=current).values_list(
        "submission__response__municipality_id", *own, *limits.values()
    )
    frame = pd.DataFrame.from_records(list(rows), columns=[AGS, *own, *limits])
    return frame.astype({AGS: str} | dict.fromkeys([*own, *limits], float))


def item_states(wave: Wave, towns: Sequence[str] | None = None) -> pd.DataFrame:
    """How the questions of the wave were left by those who handed in: `question`, `state`, `n`.

    `towns`: keys of municipalities, None for all.
    """
    with connection.cursor() as cursor:
        cursor.execute(ITEM_STATES, {"wave": wave.pk, "towns": None if towns is None else list(towns)})
        return pd.DataFrame.from_records(cursor.fetchall(), columns=[QUESTION, STATE, N])


ITEM_STATES = """
    SELECT state.key, state.value, count(*)
    FROM survey_submission AS submission
    JOIN survey_response AS response ON response.id = submission.response_id
    CROSS JOIN LATERAL jsonb_each_text(submission.states) AS state
    WHERE response.wave_id = %(wave)s
    AND (%(towns)s::text[] IS NULL OR response.municipality_id = ANY(%(towns)s::text[]))
    AND NOT EXISTS (
        SELECT FROM survey_submission AS later
        WHERE later.response_id = submission.response_id AND later.number > submission.number
    )
    GROUP BY state.key, state.value
"""


def answers(wave: Wave, codes: Sequence[str]) -> pd.DataFrame:
    """What those who handed in answered to these questions: `ags`, `question`, `state`, `value`, by municipality.

    `value` is a step, a number, a text or a list of codes; None unless the state is `answered` or `not_applicable`.
    """
    with connection.cursor() as cursor:
        cursor.execute(ANSWERS, [list(codes), wave.pk])
        rows = [(ags, code, state, json.loads(value)) for ags, code, state, value in cursor.fetchall()]
    # as objects: a step beside None would become a decimal number
    return pd.DataFrame(rows, columns=[AGS, QUESTION, STATE, VALUE], dtype=object).astype({AGS: str})


ANSWERS = """
    SELECT response.municipality_id, code, submission.states ->> code,
        CASE WHEN submission.states ->> code IN ('answered', 'not_applicable')
            THEN coalesce(submission.answers -> code, 'null') ELSE 'null' END ::text
    FROM survey_submission AS submission
    JOIN survey_response AS response ON response.id = submission.response_id
    CROSS JOIN unnest(%s::text[]) AS code
    WHERE response.wave_id = %s AND submission.states ? code AND NOT EXISTS (
        SELECT FROM survey_submission AS later
        WHERE later.response_id = submission.response_id AND later.number > submission.number
    )
    ORDER BY response.municipality_id, code
"""


def items(wave: Wave) -> pd.DataFrame:
    """The item scores of those who handed in: one row per municipality, one column per scored question, 0…1.

    NaN where the item is missing or does not apply (METHOD §2). Computed from the answers, not stored.
    """
    document = wave.questionnaire.document
    current = Submission.objects.in_wave(wave).current().order_by("response__municipality_id")
    rows = current.values_list("response__municipality_id", "answers")
    found = {
        ags: [item.score for item in item_scores(document, answers).values()]
        for ags, answers in rows.iterator(chunk_size=500)
    }
    codes = [question.code for question in document.scored_questions]
    return pd.DataFrame.from_dict(found, orient="index", columns=codes, dtype=float).rename_axis(AGS)


def earlier_index(wave: Wave) -> "pd.Series[float] | None":
    """`ags` → index in the wave before this one; None if there was none."""
    earlier = Wave.objects.with_questionnaire().before(wave).first()
    return returns(earlier).set_index(AGS)[INDEX] if earlier else None


def standing(wave: Wave, until: datetime | None = None) -> pd.DataFrame:
    """All municipalities with their return, if there is one (`until` then): the usual input, see `columns`."""
    frame = register().merge(returns(wave, until), on=AGS, how="left", validate="one_to_one")
    return with_strata(frame.assign(**{PARTICIPATED: frame[SUBMITTED_AT].notna()}))


def contacts(wave: Wave) -> pd.DataFrame:
    """How far the contact with each municipality has got, as of now: one row per municipality with an account or a
    return: `ags`, `people` (accounts), `coordination` (names and addresses), `has_been_here`, `started_at`,
    `is_presented`, `answered` (saved answers), `last_at` (of an answer, else of a log-in).
    """
    with connection.cursor() as cursor:
        cursor.execute(CONTACTS, {"wave": wave.pk})
        frame = pd.DataFrame.from_records(cursor.fetchall(), columns=CONTACT_COLUMNS)
    for time in (STARTED_AT, LAST_AT):
        frame[time] = pd.to_datetime(frame[time], utc=True)
    return frame.astype({AGS: str})


CONTACT_COLUMNS = [AGS, PEOPLE, COORDINATION, HAS_BEEN_HERE, STARTED_AT, IS_PRESENTED, ANSWERED, LAST_AT]
CONTACTS = """
    WITH member AS (
        SELECT membership.municipality_id AS ags, count(*) AS people,
            string_agg(person.name || ' (' || person.email || ')', ', ' ORDER BY person.sort_name, person.id)
                FILTER (WHERE membership.role = 'coordinator') AS coordination,
            bool_or(person.last_login IS NOT NULL) AS has_been_here, max(person.last_login) AS last_login
        FROM survey_membership AS membership
        JOIN survey_user AS person ON person.id = membership.user_id AND person.is_active
        WHERE membership.role <> 'none' AND (
            membership.wave_id = %(wave)s OR membership.wave_id IS NULL AND NOT EXISTS (
                SELECT FROM survey_membership AS special
                WHERE special.user_id = membership.user_id AND special.municipality_id = membership.municipality_id
                    AND special.wave_id = %(wave)s
            )
        )
        GROUP BY membership.municipality_id
    ), begun AS (
        SELECT response.municipality_id AS ags, response.started_at, response.state = 'presented' AS is_presented,
            count(answer.id) AS answered, max(answer.answered_at) AS last_answer
        FROM survey_response AS response
        LEFT JOIN survey_answer AS answer ON answer.response_id = response.id AND answer.value IS NOT NULL
        WHERE response.wave_id = %(wave)s
        GROUP BY response.id
    )
    SELECT ags, coalesce(people, 0), coalesce(coordination, ''), coalesce(has_been_here, false), started_at,
        coalesce(is_presented, false), coalesce(answered, 0), coalesce(last_answer, last_login)
    FROM member FULL JOIN begun USING (ags)
    ORDER BY ags
"""


def boundaries() -> pd.DataFrame:
    """One row per municipality with an outline: `ags`, `polygons`."""
    rows = Boundary.objects.order_by("municipality_id").values_list("municipality_id", "polygons")
    return pd.DataFrame.from_records(list(rows), columns=[AGS, POLYGONS]).astype({AGS: str})


def register_version() -> str:
    """Changes with every entry of the register, boundaries included."""
    return _version([DataChange.Topic.REGISTER])


def data_version() -> str:
    """Changes with every submission, score, wave, questionnaire and entry of the register, and never comes back:
    finished pages are kept under it. To be read before all that is kept under it, see `filters.Selection`.
    """
    return _version(list(DataChange.Topic))


def _version(topics: Sequence[str]) -> str:
    """The marks that stand now, see `DataChange`: one row for a topic, more where changes overlapped.

    Asked on every page: as text, because Django takes longer to write it than PostgreSQL to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(VERSION, [list(topics)])
        version: str = cursor.fetchone()[0]
        return version


VERSION = "SELECT coalesce(md5(string_agg(id::text, '' ORDER BY id)), '') FROM survey_datachange WHERE topic = ANY(%s)"
