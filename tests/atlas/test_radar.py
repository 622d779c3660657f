"""The profile of a municipality as a radar chart."""

import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from atlas.figures import comparison_dots, radar, theme

CODES = ["STR", "VER", "INF", "DAT"]
TITLES = {"STR": "Strategy & <b>", "VER": "Administration", "INF": "Infrastructure", "DAT": "Data"}
SHORT = {code: code.lower() for code in CODES}
NAMES = {"region_mean": "Region", "district_mean": "District <i>", "size_mean": "Size"}
NONE = float("nan")


def comparison(own, district=50.0):
    means = {"district_mean": district, "size_mean": 40.0, "region_mean": 30.0}
    return pd.DataFrame({"measure": CODES, "own": own, **means})


def build(own, module=radar, **options):
    return module.build(comparison(own, **options), TITLES, SHORT, own="Aue", names=NAMES)


def named(figure):
    return {trace.name: trace for trace in figure.data if trace.name}


@pytest.mark.parametrize("module", [radar, comparison_dots])
@pytest.mark.parametrize("own", [[10, 20, 30, 40], [10, NONE, 30, NONE], [NONE] * 4])
def test_figure_is_valid_plain_svg(module, own):
    figure = build(own, module)
    go.Figure(figure.to_plotly_json())
    json.dumps(figure.to_plotly_json(), allow_nan=False)
    assert {trace.type for trace in figure.data} <= {"scatterpolar", "scatter"}


def test_each_line_returns_to_its_start():
    line = named(build([10, 20, 30, 40]))["Aue"]
    assert list(line.r) == [10, 20, 30, 40, 10]
    assert list(line.theta) == [0, 90, 180, 270, 0]


def test_a_section_without_a_score_is_a_gap_and_never_zero():
    figure = build([10, NONE, 30, 40])
    assert list(named(figure)["Aue"].r) == [10, None, 30, 40, 10]
    (area,) = [trace for trace in figure.data if trace.fill]
    assert 90 not in area.theta
    assert list(area.theta) == [180, 180, 270, 0, 0]
    assert list(area.r) == [0, 30, 40, 10, 0]  # from the centre to the last neighbour and back


def test_a_score_between_two_gaps_is_a_dot_without_area():
    figure = build([10, NONE, 30, NONE])
    assert not [trace for trace in figure.data if trace.fill]
    assert "markers" in named(figure)["Aue"].mode


def test_hidden_means_are_left_out():
    assert set(named(build([10, 20, 30, 40], district=NONE))) == {"Aue", "Region", "Size"}


def test_lines_differ_in_colour_and_dash_and_can_be_seen():
    lines = [trace.line for name, trace in named(build([10, 20, 30, 40])).items() if name != "Aue"]
    assert len({line.dash for line in lines}) == len({line.color for line in lines}) == 3
    assert all(theme.contrast(line.color, theme.PAPER) >= 3 for line in lines)


def test_names_cannot_bring_markup():
    assert "<b>" not in build([10, 20, 30, 40]).layout.polar.angularaxis.ticktext[0]
    assert "District &lt;i&gt;" in named(build([10, 20, 30, 40]))


def test_a_narrow_chart_has_short_labels():
    assert build([1, 2, 3, 4]).layout.meta["compact"]["polar.angularaxis.ticktext"] == ["str", "ver", "inf", "dat"]


def test_nothing_to_draw_is_said():
    empty = comparison([NONE] * 4).assign(district_mean=NONE, size_mean=NONE, region_mean=NONE)
    figure = radar.build(empty, TITLES, SHORT, own="Aue", names=NAMES)
    assert len(figure.data) == 0
    assert figure.layout.annotations[0].text
