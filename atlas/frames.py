"""The only place that turns rows of the database into DataFrames."""

import pandas as pd
from django.db import connection
from django.db.models import Count, FloatField, Max
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from atlas.columns import (
    AGS,
    ANSWERED_SHARE,
    DISTRICT,
    DISTRICT_AGS,
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
    SIZE_CLASS,
    SIZE_CLASS_CODES,
    SOVEREIGNTY,
    SUBMITTED_AT,
)
from survey.models import Boundary, Municipality, Submission, SubmissionScore, Wave
from survey.size_classes import SIZE_CLASSES

SCORES = (INDEX, INDEX_LOW, INDEX_HIGH, SOVEREIGNTY, ANSWERED_SHARE)


def register() -> pd.DataFrame:
    """All municipalities, ordered by `ags`: the columns of `columns.REGISTER`."""
    columns = {
        AGS: "ags",
        NAME: "name",
        KIND: "kind",
        DISTRICT_AGS: "district_id",
        DISTRICT: "district__name",
        POPULATION: "population",
        LATITUDE: "latitude",
        LONGITUDE: "longitude",
    }
    rows = Municipality.objects.order_by("ags").values_list(*columns.values())
    frame = pd.DataFrame.from_records(list(rows), columns=list(columns)).astype({AGS: str, DISTRICT_AGS: str})
    districts = frame.drop_duplicates(DISTRICT_AGS).sort_values(DISTRICT_AGS)[DISTRICT]
    frame[DISTRICT] = pd.Categorical(frame[DISTRICT], list(districts), ordered=True)
    frame[SIZE_CLASS] = _size_classes(frame[POPULATION])
    return frame


def _size_classes(population: pd.Series) -> pd.Series:
    edges = [float(size_class.lower) for size_class in SIZE_CLASSES] + [float("inf")]
    return pd.cut(population, edges, right=False, labels=list(SIZE_CLASS_CODES))


def returns(wave: Wave) -> pd.DataFrame:
    """The latest submission of each municipality that handed in: `columns.RETURNS`, then a score per section code."""
    document = wave.questionnaire.document
    sections = {
        section.code: Cast(KT(f"sections__{section.code}__score"), FloatField()) for section in document.sections
    }
    columns = {AGS: "submission__response__municipality_id", SUBMITTED_AT: "submission__submitted_at"}
    columns |= {name: name for name in (LEVEL, *SCORES)}
    current = Submission.objects.in_wave(wave).current().values("pk")
    rows = SubmissionScore.objects.filter(submission__in=current).values_list(*columns.values(), *sections.values())
    frame = pd.DataFrame.from_records(list(rows), columns=[*columns, *sections])
    levels = [level.code for level in document.levels]
    frame[SUBMITTED_AT] = pd.to_datetime(frame[SUBMITTED_AT], utc=True)
    frame[LEVEL] = pd.Categorical(frame[LEVEL].replace("", None), levels, ordered=True)
    return frame.astype({AGS: str} | dict.fromkeys([*SCORES, *sections], float))


def standing(wave: Wave) -> pd.DataFrame:
    """All municipalities with their return, if there is one: the usual input, see `columns`."""
    frame = register().merge(returns(wave), on=AGS, how="left", validate="one_to_one")
    return frame.assign(**{PARTICIPATED: frame[SUBMITTED_AT].notna()})


def boundaries() -> pd.DataFrame:
    """One row per municipality with an outline: `ags`, `polygons`."""
    rows = Boundary.objects.order_by("municipality").values_list("municipality_id", "polygons")
    return pd.DataFrame.from_records(list(rows), columns=[AGS, POLYGONS]).astype({AGS: str})


def register_version() -> str:
    """Changes with every entry of the register, boundaries included: they are written together."""
    found = Municipality.objects.aggregate(Count("pk"), Max("updated_at"))
    return "/".join(str(part) for part in found.values())


def data_version() -> str:
    """Changes with every submission, score, wave and entry of the register: finished pages are kept under it.

    One query of index look-ups, asked on every page: as text, because Django takes longer to write it than PostgreSQL
    to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(DATA_VERSION)
        return "/".join(str(part) for part in cursor.fetchone())


DATA_VERSION = """
    SELECT (SELECT count(*) FROM survey_municipality),
        (SELECT max(updated_at) FROM survey_municipality),
        (SELECT max(id) FROM survey_submission),
        (SELECT max(computed_at) FROM survey_submissionscore),
        (SELECT max(updated_at) FROM survey_wave)
"""
