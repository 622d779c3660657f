"""Which municipalities are most alike."""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from atlas.peers import nearest

NONE = float("nan")


def register(*rows):
    """(ags, population, area, participated, STR, VER)"""
    columns = ["ags", "population", "area_km2", "participated", "STR", "VER"]
    return pd.DataFrame(rows, columns=columns).assign(name=lambda frame: "Town " + frame.ags, district="Alpha")


def names(frame, ags, sections=("STR", "VER"), **options):
    return list(nearest(frame, ags, sections, **options).ags)


@pytest.fixture
def towns():
    """A hundred towns of many sizes; every fifth is silent."""
    random = np.random.default_rng(7)
    rows = [
        (f"{number:03}", int(10 ** random.uniform(3, 5.5)), random.uniform(5, 60), number % 5 != 0)
        + ((random.uniform(0, 100), random.uniform(0, 100)) if number % 5 else (NONE, NONE))
        for number in range(100)
    ]
    return register(*rows)


def test_distance_is_the_documented_formula(towns):
    """Written out by hand for two towns."""

    def z(values, ags):
        known = [value for value in values.values() if not math.isnan(value)]
        mean = sum(known) / len(known)
        spread = math.sqrt(sum((value - mean) ** 2 for value in known) / (len(known) - 1))
        return (values[ags] - mean) / spread

    rows = towns.set_index("ags")
    size = {ags: math.log10(row.population) for ags, row in rows.iterrows()}
    density = {ags: math.log10(row.population / row.area_km2) for ags, row in rows.iterrows()}
    scores = [rows[code].to_dict() for code in ("STR", "VER")]
    parts = [(z(size, "001") - z(size, "002")) ** 2, (z(density, "001") - z(density, "002")) ** 2]
    parts.append(sum((z(score, "001") - z(score, "002")) ** 2 for score in scores) / 2)
    found = nearest(towns, "001", ["STR", "VER"], count=100).set_index("ags").distance
    assert found["002"] == pytest.approx(math.sqrt(sum(parts) / 3))


def test_peers_are_the_nearest_with_a_return_and_never_the_town_itself(towns):
    found = nearest(towns, "001", ["STR", "VER"], count=100)
    assert len(found) == 79
    assert "001" not in set(found.ags)
    assert towns.set_index("ags").participated[found.ags].all()
    assert all(near <= far for near, far in pairwise(found.distance))
    assert list(nearest(towns, "001", ["STR", "VER"]).ags) == list(found.ags[:5])


def test_each_part_counts_a_third_however_many_sections_there_are():
    rows = [("A", 10_000, 20, True, 50, 50), ("B", 10_000, 20, True, 80, 80), ("C", 40_000, 80, True, 50, 50)]
    frame = register(*rows, ("D", 2_500, 5, True, 20, 20)).assign(DAT=lambda frame: frame.STR)
    few, many = (
        nearest(frame, "A", sections).set_index("ags").distance for sections in (["STR"], ["STR", "VER", "DAT"])
    )
    assert few.to_dict() == pytest.approx(many.to_dict())


def test_ties_go_by_the_official_key():
    alike = [(ags, 10_000, 20, True, 50, 50) for ags in ("D", "B", "C")]
    frame = register(("A", 10_000, 20, True, 50, 50), *alike, ("E", 90_000, 20, True, 90, 10))
    assert names(frame, "A") == ["B", "C", "D", "E"]
    assert names(frame.iloc[::-1], "A", count=2) == ["B", "C"]


def test_sections_missing_in_either_are_left_out():
    rows = [("A", 10_000, 20, True, 50, NONE), ("B", 10_000, 20, True, 50, 99), ("C", 10_000, 20, True, 60, 10)]
    assert names(register(*rows), "A") == ["B", "C"]
    assert nearest(register(*rows), "A", ["STR", "VER"]).distance.iloc[0] == 0


def test_who_has_less_than_half_of_the_sections_is_nobodys_peer():
    frame = register(
        ("A", 10_000, 20, True, 50, 50), ("B", 10_000, 20, True, NONE, NONE), ("C", 90_000, 20, True, 9, 9)
    )
    assert names(frame, "A") == ["C"]


def test_without_a_return_size_and_density_decide_alone():
    rows = [("A", 10_000, 20, False, NONE, NONE), ("B", 11_000, 20, True, 99, NONE), ("C", 50_000, 20, True, 50, 50)]
    assert names(register(*rows), "A") == ["B", "C"]


def test_a_constant_characteristic_makes_no_difference():
    frame = register(("A", 10_000, 20, True, 50, 50), ("B", 10_000, 20, True, 50, 50))
    assert nearest(frame, "A", ["STR", "VER"]).distance.tolist() == [0.0]


def test_a_single_return_has_no_peers():
    assert nearest(register(("A", 10_000, 20, True, 50, 50)), "A", ["STR"]).empty


def test_unknown_municipality_is_an_error(towns):
    with pytest.raises(KeyError):
        nearest(towns, "999", ["STR"])


def test_the_input_stays_as_it_is(towns):
    before = towns.copy(deep=True)
    nearest(towns, "001", ["STR", "VER"])
    pd.testing.assert_frame_equal(towns, before)
