"""Frames of the Atlas written out by hand: seven municipalities in three districts."""

from io import StringIO

import pandas as pd
import pytest
from django.utils import translation

from atlas.columns import SIZE_CLASS_CODES, STRATA
from atlas.edition import Band, Edition
from atlas.strata import with_strata


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def edition():
    return Edition(
        sections={"STR": "Strategy & organisation", "VER": "Digital administration"},
        names={"STR": "Strategy", "VER": "Administration"},
        bands=(Band("L1", "Starting", 0, 50), Band("L2", "Shaping", 50, 100)),
        min_cases=2,
        source="Survey 2026",
        timezone="Europe/Berlin",
    )


REGISTER = """
ags      name  kind             district_ags district   population size_class
01001001 Aue   Gemeinde         01001        Alpha            3000 0-4999
01001002 Berg  Stadt            01001        Alpha           12000 10000-19999
01001003 Cella Gemeinde         01001        Alpha            4000 0-4999
01002001 Dorf  Gemeinde         01002        Beta-Kreis       2000 0-4999
01002002 Eich  Stadt            01002        Beta-Kreis      15000 10000-19999
01003000 Gamma Landeshauptstadt 01003        Gamma           90000 50000+
01004001 Furt  Gemeinde         01004        Delta            1000 0-4999
"""

RETURNS = """
ags      submitted_at      index index_low index_high level sovereignty answered_share STR VER
01001001 2026-03-02T23:30Z    40        30         50 L1             20            0.9  30  50
01001002 2026-03-05T10:00Z    60        55         70 L2             NA            0.8  NA  60
01003000 2026-03-05T11:00Z    80        80         80 L2             70            1.0  90  70
01004001 2026-03-06T08:00Z    NA         5         90 NA             NA            0.3  10  NA
"""


def table(text):
    return pd.read_csv(StringIO(text), sep=r"\s+", dtype={"ags": str, "district_ags": str})


@pytest.fixture
def standing():
    """Alpha: 2 of 3 handed in; Beta-Kreis: 0 of 2; the city Gamma: 1 of 1; Delta: 1 of 1, too little for an index."""
    frame = table(REGISTER).merge(table(RETURNS), on="ags", how="left")
    frame = frame.assign(
        district=pd.Categorical(frame.district, ["Alpha", "Beta-Kreis", "Gamma", "Delta"], ordered=True),
        size_class=pd.Categorical(frame.size_class, SIZE_CLASS_CODES, ordered=True),
        level=pd.Categorical(frame.level, ["L1", "L2"], ordered=True),
        participated=frame.submitted_at.notna(),
        submitted_at=pd.to_datetime(frame.submitted_at, utc=True),
        first_submitted_at=pd.to_datetime(frame.submitted_at, utc=True),
        area_km2=10.0,
        latitude=48.0,
        longitude=9.0,
    )
    return with_strata(frame)


@pytest.fixture
def unanswered(standing):
    """The same register before anybody answered."""
    none = float("nan")
    scores = dict.fromkeys(["index", "index_low", "index_high", "sovereignty", "answered_share", "STR", "VER"], none)
    never = pd.Series(pd.NaT, index=standing.index).dt.tz_localize("UTC")
    frame = standing.drop(columns=list(STRATA)).assign(
        participated=False,
        submitted_at=never,
        first_submitted_at=never,
        level=pd.Categorical([None] * len(standing), ["L1", "L2"], ordered=True),
        **scores,
    )
    return with_strata(frame)


@pytest.fixture
def boundaries():
    """Seven unit squares in a row; Aue has a hole, Berg a second part to the north."""

    def square(west, south, size=1.0):
        east, north = west + size, south + size
        return [[west, south], [west, north], [east, north], [east, south], [west, south]]

    codes = ["01001001", "01001002", "01001003", "01002001", "01002002", "01003000", "01004001"]
    polygons = [[[square(float(number), 0.0)]] for number in range(7)]
    polygons[0][0].append(square(0.25, 0.25, 0.5))
    polygons[1].append([square(1.0, 3.0)])
    return pd.DataFrame({"ags": codes, "polygons": polygons})
