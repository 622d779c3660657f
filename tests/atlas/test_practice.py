"""What most peers have got further with."""

import pandas as pd
import pytest

from atlas.practice import further_peers

PEERS = ["B", "C", "D", "E", "F"]
NONE = float("nan")


def found(own, peers, weights=None, **options):
    """One question per column: the own scores, then those of the peers."""
    codes = [f"Q{number}" for number in range(len(own))]
    items = pd.DataFrame([own, *zip(*peers, strict=True)], index=["A", *PEERS], columns=codes, dtype=float)
    return further_peers(items, "A", PEERS, pd.Series(weights or [1.0] * len(own), index=codes), **options)


def test_three_of_five_are_most():
    two, three = found([0.25], [[1, 1, 0.25, 0, 0]]), found([0.25], [[1, 0.75, 0.5, 0, 0]])
    assert two.empty
    row = three.iloc[0]
    assert (row.question, row.own, row.reached, row.difference, row.further) == ("Q0", 0.25, 0.5, 0.25, 3)
    assert row.who == ["B", "C", "D"]


@pytest.mark.parametrize(
    ("own", "peers", "is_further"),
    [
        (0.25, 0.5, True),
        (0.0, 0.25, False),  # a step, but not half of the way
        (0.5, 0.7, False),  # half of the way, but not a step
        (0.34, 0.59, True),  # a step in floating point
        (1.0, 1.0, False),
    ],
)
def test_further_is_half_of_the_way_and_a_step_more(own, peers, is_further):
    assert (len(found([own], [[peers] * 5])) == 1) == is_further


def test_what_the_municipality_left_open_is_not_compared():
    assert found([NONE], [[1] * 5]).empty


def test_a_peer_without_a_value_is_not_further():
    assert found([0], [[1, 1, NONE, NONE, NONE]]).empty
    assert found([0], [[1, 1, 1, NONE, NONE]]).further.tolist() == [3]


def test_the_weightiest_difference_comes_first_and_ties_keep_their_order():
    rows = found([0, 0, 0], [[0.5] * 5, [1.0] * 5, [0.5] * 5], [1.0, 1.0, 2.0])
    assert rows.question.tolist() == ["Q1", "Q2", "Q0"]


def test_at_most_five_questions_are_listed():
    assert len(found([0] * 8, [[1] * 5] * 8)) == 5


def test_only_the_weighted_questions_are_looked_at():
    items = pd.DataFrame([[0, 0], *[[1, 1]] * 5], index=["A", *PEERS], columns=["Q0", "Q1"], dtype=float)
    assert further_peers(items, "A", PEERS, pd.Series({"Q1": 1.0})).question.tolist() == ["Q1"]


@pytest.mark.parametrize(("ags", "peers"), [("unknown", PEERS), ("A", [])])
def test_without_a_return_or_peers_there_is_nothing_to_say(ags, peers):
    items = pd.DataFrame([[0], *[[1]] * 5], index=["A", *PEERS], columns=["Q0"], dtype=float)
    assert further_peers(items, ags, peers, pd.Series({"Q0": 1.0})).empty
