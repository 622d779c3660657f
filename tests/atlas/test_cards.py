import json
from dataclasses import replace

import pytest

from atlas import geometry
from atlas.cards import maps
from atlas.cards import overview as cards
from atlas.cards.order import order
from atlas.cards.spread import levels_by_size
from atlas.edition import Band

BUILDERS = {
    "participation-by-district": cards.participation_by_district,
    "participation-by-size": cards.participation_by_size,
    "participation-over-time": cards.participation_over_time,
    "index-by-district": cards.index_by_district,
    "sections-by-district": cards.sections_by_district,
    "index-map": maps.index_map,
    "level-distribution": cards.level_distribution,
}


@pytest.fixture
def card(standing, edition, boundaries):
    def build(key, frame=None):
        extra = {"shapes": geometry.shapes(boundaries, standing)} if key == "index-map" else {}
        return BUILDERS[key](standing if frame is None else frame, edition, **extra)

    return build


def texts(row):
    return [cell.text for cell in row]


@pytest.mark.parametrize("key", BUILDERS)
def test_card_says_all_that_a_card_must_say(card, key):
    built = card(key)
    assert built.key == key
    assert built.title
    assert built.sentence.endswith(".")
    assert built.alt
    assert built.source == "Survey 2026"
    assert built.population == 7
    assert built.n in (3, 4)
    assert built.table.rows


@pytest.mark.parametrize("key", BUILDERS)
@pytest.mark.parametrize("rows", [0, 7])
def test_card_can_be_built_without_any_return(card, unanswered, key, rows):
    built = card(key, unanswered.head(rows))
    assert built.n == 0
    assert built.sentence
    assert all(len(row) == len(built.table.columns) for row in built.table.rows)


@pytest.mark.parametrize("key", BUILDERS)
def test_figure_travels_as_plain_data(card, key):
    assert json.dumps(card(key).plain_figure, allow_nan=False)


@pytest.mark.parametrize("key", BUILDERS)
def test_building_a_card_does_not_change_its_input(card, standing, key):
    before = standing.copy(deep=True)
    card(key)
    assert standing.equals(before)


def test_participation_table_ends_with_the_region(card):
    rows = card("participation-by-district").table.rows
    assert texts(rows[1]) == ["Beta-Kreis", "0", "2", "0.0%", "0.0%", "65.8%"]
    assert texts(rows[-1]) == ["Region", "4", "7", "57.1%", "25.0%", "84.2%"]


def test_total_of_a_selection_is_not_called_the_region(standing, edition):
    filtered = replace(edition, is_selection=True)
    alpha = standing.head(3)
    for builder in (cards.participation_by_district, cards.index_by_district, cards.sections_by_district):
        built = builder(alpha, filtered)
        written = str(built.figure.to_plotly_json()) + str(built.table.rows)
        assert "Selection" in written
        assert "Region" not in written


def test_size_table_uses_names_and_not_codes(card):
    assert texts(card("participation-by-size").table.rows[0]) == ["under 5,000", "2", "4", "50.0%", "15.0%", "85.0%"]


def test_index_table_shows_mean_and_range(card):
    rows = card("index-by-district").table.rows
    assert texts(rows[0]) == ["Alpha", "2", "3", "50.0", "33.3", "66.7", "42.5", "60.0", "33.3", "66.7"]
    assert texts(rows[1]) == ["Beta-Kreis", "0", "2", "–", "–", "–", "–", "–", "0.0", "100.0"]


def test_table_of_sections_names_sections_in_full(card):
    assert texts(card("sections-by-district").table.rows[0]) == [
        *("Strategy & organisation", "Alpha", "1", "3", "30.0"),
        *("–", "–", "10.0", "76.7"),
    ]


def test_table_of_the_map_tells_no_value_from_no_return(card):
    rows = {row[0].text: texts(row) for row in card("index-map").table.rows}
    assert rows["Aue"] == ["Aue", "Alpha", "40.0", "Starting"]
    assert rows["Furt"] == ["Furt", "Delta", "–", "No value"]
    assert rows["Cella"] == ["Cella", "Alpha", "–", "No return"]


def test_numbers_in_tables_are_marked_as_such(card):
    kinds = [cell.kind.is_number for cell in card("participation-over-time").table.rows[0]]
    assert kinds == [False, True, True, True, True]


def test_every_score_says_what_it_does_not_measure(card):
    for key in ("index-by-district", "sections-by-district", "index-map", "level-distribution"):
        assert "not how good it is" in card(key).note


def test_every_interval_says_what_it_supposes(card):
    for key in ("index-by-district", "sections-by-district", "level-distribution"):
        assert "if staying away has nothing to do with the result within the group" in card(key).note


@pytest.mark.parametrize(
    ("rows", "end_of_aue", "sentence"),
    [
        (7, 50, "No two of these municipalities have ranges that overlap: all can be put in order."),
        (7, 60, "Of 3 pairs of municipalities 33.3% cannot be put in order."),
        (2, 60, "The ranges of all these municipalities overlap: none can be put in order."),
        (1, 60, "There are too few values to compare."),
    ],
)
def test_how_much_order_there_is_among_municipalities(standing, edition, rows, end_of_aue, sentence):
    frame = standing.assign(index_high=standing.index_high.where(standing.ags != "01001001", end_of_aue))
    assert order(frame.head(rows), edition).sentence == sentence


@pytest.mark.parametrize(
    ("min_cases", "sentence"),
    [
        (1, "At least “Leading” was reached by 100.0% with 50,000 and more inhabitants, by 0.0% with"),
        (2, "At least “Leading” was reached by 0.0% with under 5,000 inhabitants."),
        (3, "There are too few values to compare."),
    ],
)
def test_levels_are_compared_between_size_classes_large_enough(standing, edition, min_cases, sentence):
    bands = (*edition.bands, Band("L3", "Leading", 80, 100))
    levels = standing.level.cat.add_categories("L3").where(standing["index"] != 80, "L3")
    card = levels_by_size(standing.assign(level=levels), replace(edition, bands=bands, min_cases=min_cases))
    assert card.sentence.startswith(sentence)


def test_the_distribution_of_levels_rests_on_all_returns(card):
    assert (card("level-distribution").n, card("index-map").n) == (4, 3)
