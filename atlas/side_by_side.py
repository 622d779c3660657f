"""Two to four municipalities or groups side by side. Pure: DataFrame in, DataFrame out."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from atlas import participation, scores
from atlas.columns import (
    AGS,
    DISTRICT_AGS,
    HIGH,
    KIND,
    LOW,
    MEAN,
    POPULATION,
    SECTION,
    SHARE,
    SIZE_CLASS,
    N,
)

UNIT = "unit"
MUNICIPALITY, REGION = "municipality", "region"
COLUMNS = {MUNICIPALITY: AGS, "district": DISTRICT_AGS, "size": SIZE_CLASS, "kind": KIND}


@dataclass(frozen=True)
class Unit:
    """`kind`: a key of COLUMNS, or REGION; `key`: the value of that column."""

    kind: str
    key: str

    @property
    def is_municipality(self) -> bool:
        return self.kind == MUNICIPALITY

    def of(self, standing: pd.DataFrame) -> pd.DataFrame:
        return standing if self.kind == REGION else standing[standing[COLUMNS[self.kind]] == self.key]


def compare(standing: pd.DataFrame, units: Sequence[Unit], measures: Sequence[str]) -> pd.DataFrame:
    """One row per measure and unit, in the order of both.

    standing: the whole register with the measures (0…100) and, for municipalities, the limits of their ranges as
    `<measure>_low` and `<measure>_high`. Gives: `section` (the measure), `unit` (position in `units`), `n` (with a
    value), `population` (municipalities of the unit), `mean`, `low`, `high`: of a municipality its own score and range
    (METHOD §3), of a group the estimated mean and its 95 % interval. NaN without a value.
    """
    parts = [_of(unit.of(standing), unit, place, measures) for place, unit in enumerate(units)]
    found = pd.concat(parts, ignore_index=True)
    found[SECTION] = pd.Categorical(found[SECTION], list(measures), ordered=True)
    ordered = found.sort_values([SECTION, UNIT], ignore_index=True).astype({SECTION: object})
    return ordered[[SECTION, UNIT, N, POPULATION, MEAN, LOW, HIGH]]


def _of(own: pd.DataFrame, unit: Unit, place: int, measures: Sequence[str]) -> pd.DataFrame:
    if unit.is_municipality:
        row = own.iloc[0]
        values = {
            N: [int(pd.notna(row[measure])) for measure in measures],
            MEAN: [float(row[measure]) for measure in measures],
            LOW: [float(row[f"{measure}_{LOW}"]) for measure in measures],
            HIGH: [float(row[f"{measure}_{HIGH}"]) for measure in measures],
        }
        found = pd.DataFrame(values)
    else:
        found = scores.means(own, measures)[[N, MEAN, LOW, HIGH]]
    found[SECTION], found[UNIT], found[POPULATION] = list(measures), place, len(own)
    return found


def turnout(standing: pd.DataFrame, units: Sequence[Unit]) -> pd.DataFrame:
    """Participation of each unit: `unit`, `n`, `population`, `share` (0…1)."""
    found = [participation.overall(unit.of(standing)) for unit in units]
    rows = [[place, own.n, own.population, own.share] for place, own in enumerate(found)]
    return pd.DataFrame(rows, columns=[UNIT, N, POPULATION, SHARE])
