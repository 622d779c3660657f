import pandas as pd
import pytest

from atlas import tally

CODES = ["A", "B"]


def answers(*rows):
    return pd.DataFrame(rows, columns=["ags", "state", "value"], dtype=object)


@pytest.fixture
def found(standing):
    """Aue and Berg of Alpha, Gamma and Furt handed in."""
    given = answers(
        ("01001001", "answered", "A"),
        ("01001002", "dont_know", None),
        ("01003000", "answered", "B"),
        ("01004001", "not_asked", None),
    )
    return tally.respondents(standing, given)


def test_shares_are_of_those_that_answered(found):
    shares = tally.choices(found, CODES, "district").set_index(["group", "choice"])
    # Aue stands for the two towns of its size class in Alpha, Gamma for itself
    assert shares.loc[("", "A"), ["n", "of"]].tolist() == [1, 2]
    assert shares.loc[("Alpha", "A"), "share"] == 1
    assert shares.loc[("Gamma", "A"), "share"] == 0
    assert 0 < shares.loc[("", "A"), "share"] < 1


def test_nobody_asked_is_no_share(found):
    shares = tally.choices(found, CODES, "district").set_index(["group", "choice"])
    assert shares.loc[("Delta", "A"), "of"] == 0
    assert pd.isna(shares.loc[("Delta", "A"), "share"])


def test_each_of_several_choices_counts(standing):
    given = answers(("01001001", "answered", ["A", "B"]), ("01003000", "answered", ["B"]))
    shares = tally.choices(tally.respondents(standing, given), CODES, "district").set_index(["group", "choice"])
    assert shares.loc[("", "A"), "n"] == 1
    assert shares.loc[("", "B"), "n"] == 2


def test_steps_are_told_by_their_number(standing):
    given = answers(("01001001", "answered", 2), ("01003000", "answered", 0))
    shares = tally.choices(tally.respondents(standing, given), ["0", "1", "2"], "district")
    assert shares.loc[shares["group"] == "", "n"].tolist() == [1, 0, 1]


def test_numbers_have_quartiles_and_an_estimated_mean(standing):
    given = answers(("01001001", "answered", 4), ("01001002", "answered", 10.5), ("01003000", "dont_know", None))
    found = tally.numbers(tally.respondents(standing, given), "district").set_index("group")
    assert found.loc["", ["n", "lowest", "median", "highest"]].tolist() == [2, 4, 7.25, 10.5]
    # all of Alpha is one stratum: three towns, two answers
    assert found.loc["Alpha", "mean"] == pytest.approx(7.25)
    assert found.loc["Gamma", "n"] == 0


def test_states_are_shares_of_the_returns(found):
    states = tally.states(found, "district").set_index("group")
    assert states.loc["", "n"] == 4
    assert states.loc["", ["answered", "dont_know", "not_asked"]].tolist() == [0.5, 0.25, 0.25]
    assert states.loc["Alpha", "dont_know"] == 0.5
