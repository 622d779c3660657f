import json

import plotly.graph_objects as go
import pytest

from atlas import geometry, participation, scores
from atlas.figures import (
    boxes,
    level_bars,
    map_classes,
    municipality_map,
    municipality_points,
    participation_bars,
    participation_curve,
    score_bars,
    section_matrix,
    theme,
    unit_dots,
)
from atlas.figures.boxes import Box
from atlas.figures.unit_dots import Series

CHARTS = {
    "participation_bars": lambda standing, edition, boundaries: participation_bars.build(
        participation.by_group(standing, "district"), "district", participation.overall(standing), total_name="Region"
    ),
    "participation_curve": lambda standing, edition, boundaries: participation_curve.build(
        participation.over_time(standing, timezone="Europe/Berlin")
    ),
    "score_bars": lambda standing, edition, boundaries: score_bars.build(
        scores.index_by_district(standing), total_name="Region"
    ),
    "section_matrix": lambda standing, edition, boundaries: section_matrix.build(
        scores.by_district(standing, list(edition.sections)),
        edition.sections,
        names=edition.names,
        total_name="Region",
    ),
    "level_bars": lambda standing, edition, boundaries: level_bars.build(
        scores.level_counts(standing, edition.levels), edition.bands
    ),
    "municipality_points": lambda standing, edition, _: municipality_points.build(
        standing, map_classes.by_level(standing, edition)
    ),
    "municipality_map": lambda standing, edition, boundaries: municipality_map.build(
        standing, geometry.shapes(boundaries, standing), map_classes.by_level(standing, edition)
    ),
}


@pytest.fixture
def chart(standing, edition, boundaries):
    return lambda name, frame=None: CHARTS[name](standing if frame is None else frame, edition, boundaries)


def traces(figure, kind):
    return [trace for trace in figure.data if trace.type == kind]


@pytest.mark.parametrize("name", CHARTS)
def test_plotly_accepts_every_figure(chart, name):
    """Figures are built without validation for speed; here plotly validates each of them."""
    go.Figure(chart(name).to_plotly_json())


@pytest.mark.parametrize("name", CHARTS)
def test_figure_is_plain_json_without_nan(chart, name):
    figure = chart(name)
    assert json.loads(json.dumps(figure.to_plotly_json(), allow_nan=False)) == json.loads(figure.to_json())


@pytest.mark.parametrize("name", CHARTS)
def test_figure_carries_our_small_template_and_the_separators(chart, name):
    layout = chart(name).to_plotly_json()["layout"]
    assert layout["separators"] == ".,"
    assert len(json.dumps(layout["template"])) < 1500


@pytest.mark.parametrize("name", CHARTS)
def test_figure_without_municipalities_is_empty_with_a_note(chart, standing, name):
    figure = chart(name, standing.head(0))
    assert len(figure.data) == 0
    assert len(figure.layout.annotations) == 1
    assert figure.layout.annotations[0].text


@pytest.mark.parametrize("name", CHARTS)
def test_figure_before_any_return_is_valid(chart, unanswered, name):
    go.Figure(chart(name, unanswered).to_plotly_json())


@pytest.mark.parametrize("name", CHARTS)
def test_no_trace_needs_webgl(chart, name):
    assert {trace.type for trace in chart(name).data} <= {"bar", "scatter"}


def test_participation_bars_show_districts_and_the_region_in_per_cent(chart):
    figure = chart("participation_bars")
    bars = figure.data[1]
    assert list(bars.x) == pytest.approx([200 / 3, 0, 100, 100, 400 / 7])
    labels = list(figure.layout.yaxis.ticktext)
    assert labels[1].startswith("Beta-Kreis<br>")
    assert "0 of 2" in labels[1]
    assert labels[-1].startswith("<b>Region</b>")


def test_curve_steps_to_the_last_count_below_the_line_of_all(chart):
    figure = chart("participation_curve")
    assert list(figure.data[0].y) == [1, 1, 3, 4]
    assert figure.data[0].line.shape == "hv"
    assert figure.data[0].x[0] == "2026-03-03"
    assert figure.layout.shapes[0].y0 == 7


def test_score_bars_leave_a_district_without_values_empty(chart):
    figure = chart("score_bars")
    bars = figure.data[1]
    assert list(bars.x) == [50.0, None, 80.0, None, 57.5]
    assert figure.data[2].text[1].strip() == "<b>–</b>"
    assert bars.error_x.array[0] == pytest.approx(50 / 3)
    assert bars.error_x.arrayminus[0] == pytest.approx(50 / 3)
    assert bars.error_x.array[2] == 0


def test_score_bars_draw_the_mean_of_the_region_as_a_line(chart):
    assert [shape.x0 for shape in chart("score_bars").layout.shapes] == [57.5]


def test_matrix_has_a_cell_per_section_and_district_and_leaves_missing_ones_white(chart):
    cells = chart("section_matrix").data[0]
    assert len(cells.x) == 2 * 5
    missing = [text for text, colour in zip(cells.text, cells.marker.color, strict=True) if colour == theme.PAPER]
    # Beta-Kreis in both sections and Delta in one have no value
    assert missing == ["–", "–", "–"]


def test_matrix_shows_short_names_on_narrow_screens(chart):
    layout = chart("section_matrix").layout
    assert layout.yaxis.ticktext[0] == "Strategy &amp; organisation"
    assert layout.meta["compact"]["yaxis.ticktext"] == ["Strategy", "Administration"]


def test_level_bars_show_estimated_shares_and_set_no_value_apart(chart):
    bars = chart("level_bars").data[1]
    assert list(bars.x) == [30, 50, 20]
    assert bars.marker.color[-1] == theme.OUTLINE


def areas(figure):
    return [trace for trace in traces(figure, "scatter") if trace.fill == "toself"]


def test_map_has_a_filled_line_per_class_that_knows_its_municipalities(chart, standing):
    shapes = areas(chart("municipality_map"))
    assert [trace.meta["keys"] for trace in shapes] == [
        ["01001001"],
        ["01001002", "01003000"],
        ["01004001"],
        ["01001003", "01002001", "01002002"],
    ]


def test_outlines_of_a_class_begin_where_the_map_says(chart):
    for trace in areas(chart("municipality_map")):
        before = [trace.x[begin - 1] for begin in trace.meta["begins"][1:]]
        assert before == [None] * len(before)
        assert None not in [trace.x[begin] for begin in trace.meta["begins"]]


def test_map_tells_no_return_from_no_value_and_from_low_scores(chart):
    starting, _, no_value, no_return = areas(chart("municipality_map"))
    assert starting.fillpattern.shape is None
    assert (no_return.fillcolor, no_return.fillpattern.shape) == (theme.PAPER, "/")
    assert no_value.fillpattern.shape == "."


def test_every_municipality_of_the_map_has_an_unseen_point_with_its_name(chart, standing):
    points = chart("municipality_map").data[-1]
    texts = dict(zip(points.customdata, points.hovertext, strict=True))
    assert set(texts) == set(standing["ags"])
    assert texts["01001001"] == "<b>Aue</b><br>Alpha<br>40.0 · Starting"
    assert texts["01001003"].endswith("No return")
    assert texts["01004001"].endswith("No value")
    assert points.marker.opacity == 0


def test_legend_of_the_map_counts_each_class(chart):
    keys = [trace.name for trace in traces(chart("municipality_map"), "bar")]
    assert keys == ["Starting (1)", "Shaping (2)", "No value (1)", "No return (3)"]


def test_map_keeps_one_scale_on_both_axes(chart):
    assert chart("municipality_map").layout.yaxis.scaleanchor == "x"


def test_map_of_a_selection_draws_only_its_municipalities(standing, edition, boundaries):
    shapes = geometry.shapes(boundaries, standing)
    chosen = standing.head(3)
    figure = municipality_map.build(chosen, shapes, map_classes.by_level(chosen, edition))
    assert sum(len(trace.meta["keys"]) for trace in areas(figure)) == 3
    assert figure.layout.xaxis.range[1] < 3.1 * geometry.STEPS


def test_names_cannot_bring_markup_into_a_figure(standing, edition, boundaries):
    evil = standing.assign(name="<a href='x'>Aue</a>")
    figure = municipality_map.build(evil, geometry.shapes(boundaries, standing), map_classes.by_level(evil, edition))
    assert "<a" not in figure.data[-1].hovertext[0]


def test_points_are_one_trace_per_class_named_with_its_count(chart):
    figure = chart("municipality_points")
    assert [trace.name for trace in figure.data] == ["Starting (1)", "Shaping (2)", "No value (1)", "No return (3)"]
    assert [len(trace.x) for trace in figure.data] == [1, 2, 1, 3]


def test_points_without_a_level_are_hollow_and_say_why(chart):
    *levels, no_value, no_return = chart("municipality_points").data
    assert [trace.marker.symbol for trace in levels] == [None, None]
    assert (no_value.marker.symbol, no_return.marker.symbol) == ("diamond-open", "circle-open")
    assert no_return.hovertemplate == "%{text}No return<extra></extra>"


def test_points_name_municipality_district_and_index(chart):
    starting, *_, no_return = chart("municipality_points").data
    assert list(starting.text) == ["<b>Aue</b><br>Alpha<br>40.0 · "]
    assert no_return.text[0] == "<b>Cella</b><br>Alpha<br>"


def test_names_cannot_bring_markup_into_points(standing, edition):
    evil = standing.assign(name="<a href='x'>Aue</a>")
    figure = municipality_points.build(evil, map_classes.by_level(evil, edition))
    assert "<a" not in figure.data[0].text[0]


def test_short_names_of_rows_cannot_bring_markup_into_narrow_figures():
    spread = boxes.build([Box("Strategy", "", (0, 1, 2, 3, 4))], span=(0, 4), names=["<b>R&D</b>"])
    beside = unit_dots.build([Series("Aue", [(1.0, 0.0, 2.0)])], ["Strategy"], ["<b>R&D</b>"])
    for figure in (spread, beside):
        assert figure.layout.meta["compact"]["yaxis.ticktext"] == ["&lt;b&gt;R&amp;D&lt;/b&gt;"]
