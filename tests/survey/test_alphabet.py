"""The order of a German index (DIN 5007-1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.alphabet import sort_key

INDEX = [
    "Ähnlich",
    "Aichwald",
    "Altdorf",
    "Altdorfer",
    "Bad Boll",
    "Bad Überkingen",
    "Baden",
    "Café",
    "Cafetier",
    "Łódź",
    "Lodzer",
    "Møller",
    "Mollig",
    "Öhningen",
    "Ostfildern",
    "Strasse",
    "Straßenhaus",
    "Überlingen",
    "Uhingen",
    "Zell",
]


def test_names_stand_as_in_a_german_index():
    by_code_points = sorted(INDEX)
    assert sorted(by_code_points, key=sort_key) == INDEX


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straße", "Strasse"), ("STRAẞE", "straße"), ("Ähnlich", "A\u0308hnlich"), ("é", "E"), ("St. Ann", "St Ann")],
)
def test_marks_capitals_and_spellings_make_no_difference(one, other):
    assert sort_key(one) == sort_key(other)


@given(st.text())
def test_every_text_has_a_key_that_is_its_own_key(text):
    assert sort_key(sort_key(text)) == sort_key(text)
