"""Invented municipalities, for measuring with more of them than the region has."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

PER_DISTRICT = 179  # as many as the region has
FIRST_DISTRICT = 90_001  # no German key begins like this
POPULATION_MEDIAN = 7_500  # and the spread of its logarithm, as in the region
POPULATION_SPREAD = 1.0
POPULATIONS = (400, 700_000)
ROW_LENGTH = 120
CELL = 0.02  # degrees
AREA_KM2 = 3.2  # of a cell, roughly


@dataclass(frozen=True)
class InventedMunicipality:
    ags: str
    name: str
    district_ags: str
    district: str
    population: int
    latitude: float
    longitude: float

    @property
    def polygons(self) -> list[list[list[list[float]]]]:
        """A square cell of a grid."""
        west, east = round(self.longitude - CELL / 2, 5), round(self.longitude + CELL / 2, 5)
        south, north = round(self.latitude - CELL / 2, 5), round(self.latitude + CELL / 2, 5)
        return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]


def invented_municipalities(number: int, seed: int) -> Iterator[InventedMunicipality]:
    """So many municipalities by AGS, in districts of 179, on a grid in the north-east of the region."""
    rng = Random(seed)  # noqa: S311 - invented data, no secret
    for position in range(number):
        district, member = divmod(position, PER_DISTRICT)
        population = round(POPULATION_MEDIAN * rng.lognormvariate(0, POPULATION_SPREAD))
        yield InventedMunicipality(
            ags=f"{FIRST_DISTRICT + district}{member + 1:03}",
            name=f"Musterort {position + 1:05}",
            district_ags=str(FIRST_DISTRICT + district),
            district=f"Musterkreis {district + 1:03}",
            population=max(POPULATIONS[0], min(POPULATIONS[1], population)),
            latitude=round(49 + CELL * (position // ROW_LENGTH), 5),
            longitude=round(9 + CELL * (position % ROW_LENGTH), 5),
        )
