"""Who answered: counts and shares by group and over time. Pure: DataFrame in, DataFrame out."""

from math import sqrt
from typing import NamedTuple

import pandas as pd
from scipy.stats import norm

from atlas.columns import DAY, HIGH, LOW, NEW, PARTICIPATED, POPULATION, SHARE, SUBMITTED_AT, N

Z_95 = float(norm.ppf(0.975))


class Turnout(NamedTuple):
    """n of N municipalities handed in; the share is 0…1, None of an empty register."""

    n: int
    population: int

    @property
    def share(self) -> float | None:
        return self.n / self.population if self.population else None

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """As `low` and `high` of `by_group`."""
        return _wilson(self.n, self.population) if self.population else (None, None)


def overall(standing: pd.DataFrame) -> Turnout:
    """Participation of all municipalities in `standing` (needs `participated`)."""
    return Turnout(int(standing[PARTICIPATED].sum()), len(standing))


def by_group(standing: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Participation per value of the column `by`, or per combination of several: one row each, in their order.

    Needs: `by`, `participated`. Gives: `by`, `n`, `population` (municipalities in the group), `share`, `low`, `high`
    (0…1). A group in which nobody answered is a row with n = 0; one without any municipality is no group.

        district     n  population  share    low   high
        Böblingen   21          26  0.808  0.621  0.915
        Göppingen    0          38  0.000  0.000  0.092

    The share itself is known exactly. The 95 % interval (Wilson) says how far it may be chance: where it lies, if every
    municipality of the group took part with the same probability. Source: Wilson (1927), Journal of the American
    Statistical Association 22, 209–212.
    """
    counts = standing.groupby(list(by), observed=False)[PARTICIPATED].agg(n="sum", population="size").reset_index()
    counts = counts[counts[POPULATION] > 0].astype({N: int}).reset_index(drop=True)
    limits = [_wilson(n, of) for n, of in zip(counts[N], counts[POPULATION], strict=True)]
    counts[[LOW, HIGH]] = pd.DataFrame(limits, columns=[LOW, HIGH], dtype=float)
    return counts.assign(**{SHARE: counts[N] / counts[POPULATION]})


def _wilson(n: int, of: int) -> tuple[float, float]:
    share, z = n / of, Z_95
    centre, margin = share + z**2 / (2 * of), z * sqrt((share * (1 - share) + z**2 / (4 * of)) / of)
    scale = 1 + z**2 / of
    return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)


def over_time(standing: pd.DataFrame, *, timezone: str) -> pd.DataFrame:
    """Cumulative returns: one row per calendar day in `timezone`, from the first to the last return, without gaps.

    Needs: `participated`, `submitted_at` (UTC). Gives: `day` (midnight, without zone), `new` (returns of that day),
    `n` (cumulative), `population` (N), `share` (0…1). No returns give no rows. A municipality counts on the day of
    its latest submission.

               day  new   n  population  share
        2026-03-02    3   3         179  0.017
        2026-03-03    0   3         179  0.017
    """
    submitted = pd.to_datetime(standing.loc[standing[PARTICIPATED], SUBMITTED_AT], utc=True)
    days = submitted.dt.tz_convert(timezone).dt.tz_localize(None).dt.normalize().rename(DAY)
    new = days.value_counts().sort_index()
    if len(new):
        new = new.reindex(pd.date_range(new.index[0], new.index[-1], name=DAY), fill_value=0)
    counts = new.rename(NEW).reset_index().assign(**{N: new.cumsum().to_numpy(), POPULATION: len(standing)})
    return counts.assign(**{SHARE: counts[N] / counts[POPULATION]})
