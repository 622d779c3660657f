from itertools import pairwise

import pytest

from survey.size_classes import SIZE_CLASSES, size_class_of

LIMITS = {
    "0-4999": (0, 4_999),
    "5000-9999": (5_000, 9_999),
    "10000-19999": (10_000, 19_999),
    "20000-49999": (20_000, 49_999),
    "50000+": (50_000, 612_663),
}


@pytest.mark.parametrize(("code", "limits"), LIMITS.items())
def test_limits_belong_to_their_class(code, limits):
    assert [size_class_of(population).code for population in limits] == [code, code]


def test_classes_join_without_gap():
    for below, above in pairwise(SIZE_CLASSES):
        assert above.lower == below.upper


def test_negative_population_is_refused():
    with pytest.raises(ValueError, match="-1"):
        size_class_of(-1)
