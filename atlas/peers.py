"""The municipalities most like one of them. Pure: DataFrame in, DataFrame out.

    z(x) = (x − mean) / standard deviation
    size = (z(log10 inhabitants) − z′)²      density = (z(log10 inhabitants per km²) − z′)²
    profile = mean over the sections that both have of (z(score) − z′)²
    distance = √((size + density + profile) / 3)

The Euclidean distance of standardised characteristics is how authorities choose whom to compare themselves with (CIPFA,
Nearest Neighbours Model). Each part counts a third: otherwise eight sections would outvote size, and two towns of one
size are the first that a council wants to be compared with. Logarithms, because twice the inhabitants mean as much from
2,000 to 4,000 as from 50,000 to 100,000.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from atlas.columns import AGS, AREA, DISTRICT, NAME, PARTICIPATED, POPULATION

COUNT = 5
MIN_SHARE = 0.5  # of the sections, that a profile needs to be compared

DENSITY = "density"  # inhabitants per km²
DISTANCE = "distance"
PROFILE = [AGS, NAME, DISTRICT, POPULATION, DENSITY, DISTANCE]


def nearest(standing: pd.DataFrame, ags: str, sections: Sequence[str], *, count: int = COUNT) -> pd.DataFrame:
    """The `count` municipalities with a return that are nearest to `ags`, the nearest first, ties by `ags`.

    Needs: one row per municipality of the register with `ags`, `name`, `district`, `population`, `area_km2`,
    `participated` and the columns named by `sections` (scores 0…100, NaN without a value). Size and density are
    standardised over the register, scores over those that have one. Sections missing in either are left out, but half
    of all have to be there: who has fewer is nobody's peer. A municipality that has fewer itself, such as one without
    a return, is compared by size and density alone. Raises KeyError for a municipality that is not in the register.
    Gives: `ags`, `name`, `district`, `population`, `density` (inhabitants per km²), `distance` (0: alike; about 1.4
    for two drawn at random).

             ags      name  district  population  density  distance
        08115042  Steinenb  Böblingen       6411    260.1      0.31
    """
    if ags not in set(standing[AGS]):
        raise KeyError(ags)
    density = standing[POPULATION] / standing[AREA]
    columns = {"size": np.log10(standing[POPULATION]), DENSITY: np.log10(density)}
    outer = pd.DataFrame({name: _standardised(column) for name, column in columns.items()})
    profiles = standing[list(sections)].astype(float).apply(_standardised)
    is_own = (standing[AGS] == ags).to_numpy()
    parts = [(outer[name] - outer.loc[is_own, name].iloc[0]) ** 2 for name in columns]
    if has_profile(standing, ags, sections):
        parts.append(_between_profiles(profiles, profiles[is_own].iloc[0]))
    distance = np.sqrt(pd.concat(parts, axis=1).mean(axis=1, skipna=False))
    found = standing.assign(**{DENSITY: density, DISTANCE: distance})[standing[PARTICIPATED] & ~is_own]
    found = found.dropna(subset=[DISTANCE])
    ordered = found.assign(printed=found[DISTANCE].round(9)).sort_values(["printed", AGS])
    return ordered[PROFILE].head(count).reset_index(drop=True)


def has_profile(standing: pd.DataFrame, ags: str, sections: Sequence[str]) -> bool:
    """Whether the municipality has a score in half of the sections, so that its profile can be compared."""
    own = standing.loc[standing[AGS] == ags, list(sections)]
    return bool(sections) and bool(own.notna().to_numpy().sum() >= MIN_SHARE * len(sections))


def _standardised(values: "pd.Series[float]") -> "pd.Series[float]":
    """Mean 0, standard deviation 1; all 0 where the values do not differ."""
    spread = values.std()
    return values * 0.0 if np.isnan(spread) or spread == 0 else (values - values.mean()) / spread


def _between_profiles(profiles: pd.DataFrame, own: "pd.Series[float]") -> "pd.Series[float]":
    """The mean squared difference over the sections that both have; NaN where these are too few."""
    squares = (profiles - own) ** 2
    return squares.mean(axis=1).where(squares.notna().sum(axis=1) >= MIN_SHARE * profiles.shape[1])
