"""Every card of every page: what all of them promise, with returns, before any, and of an empty selection."""

import json
from collections import Counter

import plotly.graph_objects as go
import pytest
from django.http import QueryDict

from atlas import dashboards, frames
from atlas.dashboards.page import filled
from atlas.figures import theme
from atlas.filters import SelectionForm
from atlas.material import Material
from tests.factories import SubmissionFactory, WaveFactory

pytestmark = pytest.mark.django_db

MEASURES = ["index", "SIC", "sovereignty", "STR-02", "STR-05", "STR-06", "VER-04"]
CHOSEN = {
    "trend": [{}],
    "applications": [{}, {"status": "PLAN"}],
    "question": [{"question": code} for code in ("STR-02", "STR-05", "STR-06", "VER-04", "IKZ-09", "STR-04")],
    "map": [{"measure": measure} for measure in MEASURES],
    "scores": [{}, {"weighting": "inhabitants"}, {"estimate": "unweighted"}],
    "compare": [{}, {"first": "municipality:08116019", "second": "district:08115", "third": "size:0-4999"}],
}
CASES = [(key, chosen) for key in dashboards.PAGES for chosen in CHOSEN.get(key, [{}])]


@pytest.fixture
def wave(small_region):
    wave = WaveFactory(is_synthetic=True, target_participation=80)
    for town in small_region[:10]:
        SubmissionFactory(response__wave=wave, response__municipality=town)
    return wave


def material_of(key, **query):
    data = QueryDict(mutable=True)
    data.update(query)
    form = SelectionForm(data, options=dashboards.PAGES[key].options)
    return Material(form.selection())


def cards_of(key, **query):
    material = material_of(key, **query)
    return [build(material) for chapter in dashboards.PAGES[key].chapters for build in chapter.builders.values()]


def narrow_legend(figure):
    """The lines of the legend on a phone."""
    names = [((trace.meta or {}).get("compact") or {}).get("name") or trace.name or "" for trace in figure.data]
    return [line for name in names for line in name.split("<br>")]


def assert_is_whole(card):
    """A card that reads well on a page, in print and for a screen reader."""
    assert card.title
    assert card.source
    assert card.sentence.endswith((".", ".”", "?")), (card.key, card.sentence)
    assert "%(" not in card.sentence + card.note + card.title + card.alt
    assert "nan" not in card.sentence.split(), card.sentence
    assert card.n <= card.population
    assert all(len(row) == len(card.table.columns) for row in card.table.rows)
    if card.figure:
        assert card.alt, card.key
        figure = go.Figure(card.figure.to_plotly_json())
        assert {trace.type for trace in figure.data} <= {"bar", "scatter", "box", "scatterpolar"}
        assert json.dumps(card.plain_figure, allow_nan=False)
        assert all(len(line) < 38 for line in narrow_legend(figure)), card.key


@pytest.mark.parametrize(("key", "chosen"), CASES, ids=str)
def test_every_card_is_whole(wave, key, chosen):
    for card in cards_of(key, **chosen):
        assert_is_whole(card)
        assert card.n > 0 or key == "trend"  # there is no earlier wave


@pytest.mark.parametrize(("key", "chosen"), CASES, ids=str)
def test_every_card_can_be_read_before_anybody_answered(small_region, key, chosen):
    WaveFactory()
    for card in cards_of(key, **chosen):
        assert_is_whole(card)
        assert card.n == 0


@pytest.mark.parametrize(("key", "chosen"), CASES, ids=str)
def test_every_card_can_be_read_of_an_empty_selection(wave, key, chosen):
    for card in cards_of(key, district="08115", kind="Landeshauptstadt", **chosen):
        assert_is_whole(card)


@pytest.mark.parametrize(("key", "chosen"), CASES, ids=str)
def test_every_card_can_be_read_of_one_municipality(wave, key, chosen):
    for card in cards_of(key, size="50000+", district="08116", **chosen):
        assert_is_whole(card)


def test_a_chosen_field_of_action_is_the_only_one_shown(wave):
    means = next(card for card in cards_of("scores", section="SIC") if card.key == "means")
    assert set(means.table.frame["section"]) == {
        "Information security & digital sovereignty",
        "Digital sovereignty",
        "Digitalisation index",
    }
    gaps = cards_of("priorities", section="SIC")[0]
    assert {code.split("-")[0] for code in gaps.table.frame["pair"]} == {"SIC"}


def test_a_card_with_the_same_key_is_the_same_on_all_pages():
    """Its table is downloaded by the key alone."""
    places = Counter(key for page in dashboards.PAGES.values() for chapter in page.chapters for key in chapter.builders)
    for key in (key for key, number in places.items() if number > 1):
        pages = dashboards.PAGES.values()
        assert {page.options for page in pages if any(key in chapter.builders for chapter in page.chapters)} == {()}


def test_keys_of_builders_are_those_of_their_cards(wave):
    for key, chosen in CASES:
        page = dashboards.PAGES[key]
        named = [name for chapter in page.chapters for name in chapter.builders]
        assert [card.key for card in cards_of(key, **chosen)] == named


def test_unweighted_means_are_those_of_the_municipalities_that_answered(wave):
    frame = next(card for card in cards_of("scores", estimate="unweighted") if card.key == "means").table.frame
    assert frame["mean"].to_list() == pytest.approx(frame["mean_unweighted"].to_list(), nan_ok=True)
    assert (frame["high"] - frame["low"]).dropna().abs().max() == pytest.approx(0)


def test_per_inhabitant_a_large_town_counts_more(wave):
    standing = frames.standing(wave)
    frame = next(card for card in cards_of("scores", weighting="inhabitants") if card.key == "means").table.frame
    town = standing.set_index("ags").loc["08116019", "index"]
    plain = next(card for card in cards_of("scores") if card.key == "means").table.frame

    def of_region(found):
        return found.loc[(found["district_ags"] == "") & (found["section"] == "Digitalisation index"), "mean"].item()

    assert abs(of_region(frame) - town) < abs(of_region(plain) - town)


def test_a_page_says_of_whom_its_means_cannot_speak(wave):
    def remark(key, **query):
        return filled(dashboards.PAGES[key], material_of(key, **query)).remark

    assert remark("scores", size="50000+").startswith("Nobody stands for 1 of 2 municipalities")
    assert remark("scores") == remark("turnout", size="50000+") == remark("map", size="50000+") == ""
    assert remark("scores", size="50000+", district="08115") == ""  # nobody has answered: there are no means


def test_a_group_without_an_interval_is_named_in_a_comparison(wave):
    chosen = {"first": "size:50000+", "second": "district:08115", "third": "district:08116"}
    sentence = cards_of("compare", **chosen)[0].sentence
    assert sentence.startswith("Without an interval: municipalities with 50,000 and more inhabitants. District of Bö")


def test_target_is_a_line_and_a_sentence(wave):
    card = next(card for card in cards_of("turnout") if card.key == "towards-target")
    assert [shape.y0 for shape in card.figure.layout.shapes] == [12, 10]
    assert card.sentence.endswith("The target of 80% (10) is reached.")


def test_compared_units_are_named_and_double_ones_dropped(wave):
    cards = cards_of("compare", first="municipality:08116019", second="municipality:08116019")
    assert list(dict.fromkeys(cards[0].table.frame["name"])) == ["Esslingen am Neckar", "Region"]


def test_a_comparison_leaves_out_who_has_no_value_and_says_so(wave, small_region):
    silent = next(town for town in small_region if town not in small_region[:10])
    chosen = {"first": f"municipality:{silent.ags}", "second": "municipality:08116019", "third": "district:08115"}
    scores, turnout = cards_of("compare", **chosen)
    assert scores.sentence.startswith(f"Without a score: {silent.name}. Esslingen am Neckar and District of Böblingen")
    assert turnout.sentence == "Highest participation: Esslingen am Neckar (100.0%)."
    assert "too few values" in cards_of("compare", first=chosen["first"], second=chosen["first"])[0].sentence


def test_own_score_of_a_compared_municipality_comes_with_its_range(wave):
    frame = cards_of("compare", first="municipality:08116019")[0].table.frame
    own = frame[frame["name"] == "Esslingen am Neckar"].set_index("section")
    standing = frames.standing(wave).set_index("ags").loc["08116019"]
    assert own.loc["index", ["mean", "low", "high"]].tolist() == pytest.approx(
        standing[["index", "index_low", "index_high"]].tolist()
    )


@pytest.fixture
def earlier(wave, small_region):
    """Two years before: all but the first, of which nine are in both."""
    submission = SubmissionFactory(earlier=True, response__municipality=small_region[1])
    for town in small_region[2:]:
        SubmissionFactory(
            response__wave=submission.response.wave,
            response__municipality=town,
            submitted_at=submission.submitted_at,
        )
    return submission.response.wave


def test_trend_is_of_those_that_took_part_both_times(earlier):
    scores, _, _, members, questions = cards_of("trend")
    assert_is_whole(scores)
    assert (scores.n, scores.population) == (9, 12)
    assert "46 of 46 scored questions are the same" in scores.note
    assert members.sentence == "9 took part both times, 1 joined, 2 left, 0 never took part."
    assert set(questions.table.frame["state"]) == {"same"}


def test_trend_of_districts_is_coloured_by_its_direction_and_grey_where_it_may_be_chance(earlier):
    card = next(card for card in cards_of("trend") if card.key == "trend-matrix")
    assert_is_whole(card)
    frame, bars = card.table.frame, card.figure.data[0]
    colours = dict(zip(zip(bars.x, bars.base, strict=True), bars.marker.color, strict=True))
    assert len(colours) == len(frame)
    for row, colour in zip(frame.to_dict("records"), bars.marker.color, strict=True):
        is_sure = row["low"] > 0 or row["high"] < 0
        assert (colour == theme.CHANGES[1]) == (not is_sure and row["change"] == row["change"])


def test_trend_says_that_there_is_nothing_to_compare_with(wave):
    for card in cards_of("trend"):
        assert card.n == 0
        assert card.sentence == "There is no earlier survey to compare with."


@pytest.mark.parametrize(
    ("measure", "headings"),
    [
        ("index", ["Municipality", "District", "Value", "Class"]),
        ("STR-02", ["Municipality", "District", "Answer"]),
        ("STR-06", ["Municipality", "District", "Value", "Class"]),
    ],
)
def test_the_table_of_a_map_gives_numbers_as_numbers_and_answers_once(wave, measure, headings):
    (card,) = cards_of("map", measure=measure)
    assert [column.label for column in card.table.columns] == headings
    if "Value" in headings:
        assert card.table.columns[2].kind.is_number
        assert card.table.frame[card.table.columns[2].key].notna().sum() == card.n
