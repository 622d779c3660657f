from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas import strata
from atlas.columns import SIZE_CLASS_CODES, STRATA


def register(text):
    """One line per cell: district, size class, municipalities, respondents."""
    cells = pd.read_csv(
        StringIO(text), sep=r"\s+", names=["district", "size_class", "of", "n"], dtype={"district": str}
    )
    rows = [
        {"district_ags": cell.district, "size_class": cell.size_class, "participated": number < cell.n}
        for cell in cells.itertuples()
        for number in range(cell.of)
    ]
    frame = pd.DataFrame(rows).assign(district=lambda frame: "Kreis " + frame.district_ags)
    return frame.assign(size_class=pd.Categorical(frame.size_class, SIZE_CLASS_CODES, ordered=True))


def strata_of(text):
    return strata.cells(register(text)).stratum.tolist()


def test_cells_with_enough_respondents_are_their_own_strata():
    found = strata.cells(register("1 0-4999 3 2\n1 5000-9999 5 4"))
    assert found.stratum.tolist() == ["1/0-4999", "1/5000-9999"]
    assert found.weight.tolist() == [3 / 2, 5 / 4]


def test_thin_cell_is_collapsed_with_its_only_neighbour():
    found = strata.cells(register("1 0-4999 3 1\n1 5000-9999 5 4"))
    assert found.stratum.tolist() == ["1/0-4999", "1/0-4999"]
    assert found.stratum_population.tolist() == [8, 8]
    assert found.stratum_respondents.tolist() == [5, 5]
    assert found.weight.tolist() == [8 / 5, 8 / 5]


@pytest.mark.parametrize(
    ("below", "above", "wanted"),
    [(4, 3, ["a", "b", "b"]), (3, 4, ["a", "a", "c"]), (3, 3, ["a", "a", "c"])],
    ids=["larger below", "larger above", "equal"],
)
def test_thin_cell_joins_the_smaller_neighbour(below, above, wanted):
    names = {"a": "1/0-4999", "b": "1/5000-9999", "c": "1/10000-19999"}
    text = f"1 0-4999 {below} {below}\n1 5000-9999 4 1\n1 10000-19999 {above} {above}"
    assert strata_of(text) == [names[name] for name in wanted]


def test_collapsing_goes_on_until_enough_answered():
    assert strata_of("1 0-4999 3 0\n1 5000-9999 2 1\n1 10000-19999 4 4") == ["1/0-4999"] * 3


def test_complete_cell_stands_for_nobody_else():
    found = strata.cells(register("1 20000-49999 3 2\n1 50000+ 1 1\n2 50000+ 1 1"))
    assert found.stratum.tolist() == ["1/20000-49999", "1/50000+", "2/50000+"]
    assert found.weight.tolist() == [1.5, 1, 1]


def test_districts_are_never_collapsed():
    found = strata.cells(register("1 0-4999 3 0\n1 5000-9999 2 0\n2 0-4999 4 3"))
    assert found.stratum.tolist() == ["1/0-4999", "1/0-4999", "2/0-4999"]
    assert found.weight.isna().tolist() == [True, True, False]


def test_every_municipality_knows_its_stratum_in_the_order_of_the_register():
    frame = register("1 0-4999 3 1\n1 5000-9999 5 4").sample(frac=1, random_state=1)
    found = strata.with_strata(frame)
    assert found.index.tolist() == frame.index.tolist()
    assert found.participated.tolist() == frame.participated.tolist()
    assert found[list(STRATA)].drop_duplicates().values.tolist() == [["1/0-4999", 8, 5]]


cell = st.tuples(st.integers(1, 6), st.integers(0, 6)).map(lambda pair: (pair[0], min(pair)))


@given(st.lists(st.lists(st.none() | cell, min_size=5, max_size=5).filter(any), min_size=1, max_size=4))
def test_strata_are_thin_only_where_a_whole_district_is(districts):
    lines = [
        f"{ags} {code} {cell[0]} {cell[1]}"
        for ags, cells in enumerate(districts)
        for code, cell in zip(SIZE_CLASS_CODES, cells, strict=True)
        if cell
    ]
    frame = register("\n".join(lines))
    found = strata.cells(frame)
    assert found.population.sum() == len(frame)
    for (ags, _stratum), rows in found.groupby(["district_ags", "stratum"]):
        positions = [SIZE_CLASS_CODES.index(code) for code in found.size_class[found.district_ags == ags]]
        own = [SIZE_CLASS_CODES.index(code) for code in rows.size_class]
        assert own == [place for place in positions if own[0] <= place <= own[-1]]  # neighbours only
        n, of = rows.n.sum(), rows.population.sum()
        assert n >= min(2, of) or len(rows) == (found.district_ags == ags).sum()


def test_equal_weights_cost_nothing():
    found = strata.weighting(strata.with_strata(register("1 0-4999 4 2\n1 5000-9999 8 4")))
    assert (found.n, found.effective_n, found.design_effect) == (6, 6, 1)


def test_unequal_weights_cost_as_kish_says():
    found = strata.weighting(strata.with_strata(register("1 0-4999 6 2\n1 5000-9999 2 2")))
    assert (found.lowest, found.highest) == (1, 3)
    assert found.effective_n == pytest.approx((3 + 3 + 1 + 1) ** 2 / (9 + 9 + 1 + 1))
    assert found.design_effect == pytest.approx(4 / 3.2)


def test_without_respondents_there_are_no_weights():
    assert strata.weighting(strata.with_strata(register("1 0-4999 6 0"))) is None
