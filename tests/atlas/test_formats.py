from datetime import date

import pytest
from django.utils import translation

from atlas import formats


def test_decimals_follow_the_language():
    assert formats.decimal(1234.56) == "1,234.6"
    with translation.override("de"):
        assert formats.decimal(1234.56) == "1.234,6"


@pytest.mark.parametrize(("value", "text"), [(56.25, "56.3"), (19.95, "20.0"), (0.05, "0.1"), (46.904, "46.9")])
def test_print_rounds_half_up(value, text):
    assert formats.decimal(value) == text


def test_noise_of_floating_point_does_not_tip_a_half():
    assert formats.decimal(56.25 - 1e-12) == "56.3"


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_no_value_is_a_dash_and_not_zero(nothing):
    assert formats.decimal(nothing) == formats.integer(nothing) == formats.percent(nothing) == "–"
    assert formats.decimal(0) == "0.0"


@pytest.mark.parametrize(
    ("value", "text"), [(0.26, "+0.3"), (-0.26, "−0.3"), (0.04, "0.0"), (-0.04, "0.0"), (0, "0.0"), (float("nan"), "–")]
)
def test_what_is_printed_as_zero_has_no_sign(value, text):
    assert formats.signed(value) == text


def test_share_becomes_per_cent():
    assert formats.percent(141 / 179) == "78.8%"


def test_day_is_written_out():
    assert formats.day(date(2026, 3, 2)) == "02/03/2026"
    assert formats.day(None) == "–"


def test_plotly_gets_the_separators_of_the_language():
    assert formats.separators() == ".,"
    with translation.override("de"):
        assert formats.separators() == ",."
