import pytest

from atlas.reliability import cronbach_alpha


def test_alpha_of_items_that_move_together_is_one():
    assert cronbach_alpha([[0, 0, 0], [0.5, 0.5, 0.5], [1, 1, 1]]) == pytest.approx(1)


def test_negative_alpha_is_shown():
    assert cronbach_alpha([[0, 1], [1, 0.5], [0.5, 0]]) < 0


@pytest.mark.parametrize(
    "rows",
    [[], [[0.5, 1]], [[0, 1], [1, 1]], [[0, 1], [1, 0]]],
    ids=["no cases", "one case", "one item that varies", "sum that does not vary"],
)
def test_alpha_is_undefined(rows):
    assert cronbach_alpha(rows) is None


def test_incomplete_cases_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        cronbach_alpha([[0, 1, 1], [1, 0]])
