import pytest

from atlas import labels


def test_city_is_told_by_its_key(standing):
    assert labels.cities(standing) == {"Gamma"}


def test_district_is_named_in_full():
    assert labels.district("Alpha", is_city=False) == "District of Alpha"
    assert labels.district("Gamma", is_city=True) == "City of Gamma"


def test_name_that_says_kreis_stays_as_it_is():
    assert labels.district("Beta-Kreis", is_city=False) == "Beta-Kreis"
    assert labels.in_district("Beta-Kreis", is_city=False) == "in the Beta-Kreis"


def test_names_are_listed_with_and_before_the_last():
    assert labels.listed([]) == ""
    assert labels.listed(["A"]) == "A"
    assert labels.listed(["A", "B", "C"]) == "A, B and C"


def test_size_class_is_named_by_its_limits():
    assert labels.size("0-4999") == "under 5,000"
    assert labels.size("50000+") == "50,000 and more"


def test_interval_is_written_with_both_limits():
    assert labels.interval(40.04, 43.06) == "95%: 40.0 to 43.1"


@pytest.mark.parametrize("limits", [(float("nan"), float("nan")), (80.0, 80.0), (80.01, 80.04)])
def test_unknown_and_vanishing_intervals_are_not_worth_a_word(limits):
    assert labels.interval(*limits) == ""
