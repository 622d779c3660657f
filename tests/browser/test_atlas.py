"""The Atlas as analysts use it: from the map to a profile, images, citations, and pages that keep still."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from survey.models import Municipality

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["", "participation/", "scores/", "map/", "questions/VER-04/", "priorities/", "compare/", "trend/"]
WATCH_SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def analyst(neighbours, visitor):
    person = visitor()
    person.log_in_as("analyst")
    return person


@pytest.fixture
def first_place(analyst):
    """The official key of a municipality on the map, and where it lies on the screen."""
    page = analyst.open("/atlas/map/?district=08115")
    analyst.draw_figures()
    return page.evaluate("""() => {
        const figure = document.querySelector("[data-figure]");
        const { meta, x, y } = figure.data.find((trace) => trace.meta);
        const { xaxis, yaxis } = figure._fullLayout;
        const box = figure.getBoundingClientRect();
        // near a corner, far from the middle
        const inside = ([corner, second, third]) => 0.8 * corner + 0.1 * second + 0.1 * third;
        const place = [xaxis._offset + xaxis.c2p(inside(x)), yaxis._offset + yaxis.c2p(inside(y))];
        return { key: meta.keys[0], x: box.x + place[0], y: box.y + place[1] };
    }""")


def test_a_click_on_the_map_opens_the_profile(analyst, first_place):
    analyst.page.mouse.move(first_place["x"] - 2, first_place["y"])
    analyst.page.mouse.move(first_place["x"], first_place["y"])
    analyst.page.mouse.click(first_place["x"], first_place["y"])
    expect(analyst.page).to_have_url(re.compile(rf"/atlas/municipalities/{first_place['key']}/\?wave=.*district=08115"))


def test_the_map_names_the_municipality_under_the_pointer_and_none_beside_it(analyst, first_place):
    label = analyst.page.locator(".hoverlayer .hovertext")
    analyst.page.mouse.move(first_place["x"], first_place["y"])
    expect(label).to_contain_text(Municipality.objects.get(pk=first_place["key"]).name)
    box = analyst.page.locator("[data-figure] .nsewdrag").bounding_box()
    analyst.page.mouse.move(box["x"] + 2, box["y"] + 2)
    expect(label).to_have_count(0)


def test_the_table_beside_the_map_leads_to_the_same_profile_by_keyboard(analyst, town_hall):
    page = analyst.open("/atlas/map/")
    link = page.get_by_role("link", name=town_hall.municipality.name)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/atlas/municipalities/{town_hall.municipality.pk}/"))


@pytest.mark.parametrize(("kind", "begins"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_a_figure_is_saved_with_title_and_source(analyst, kind, begins):
    page = analyst.open("/atlas/")
    analyst.draw_figures()
    card = page.locator("#index-by-district")
    with page.expect_download() as download:
        card.get_by_role("button", name=kind).click()
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == f"index-by-district.{kind.lower()}"
    assert content.startswith(begins)
    if kind == "SVG":
        text = content.decode()
        assert "Digitalisierungsindex nach Landkreis" in text
        assert "Gigabit Region Stuttgart (erfundene Daten)" in text


def test_filters_hold_across_pages_and_stand_in_the_citation(analyst):
    page = analyst.open("/atlas/?district=08115&kind=Gemeinde")
    page.get_by_role("link", name="Prioritäten").click()
    expect(page).to_have_url(re.compile("/atlas/priorities/.*district=08115.*kind=Gemeinde"))
    page.get_by_text("Zitieren/Teilen").click()
    expect(page.get_by_label("Zitat")).to_have_value(re.compile(r"priorities/\?wave=.*kind=Gemeinde \(abgerufen am"))


@pytest.mark.parametrize("address", PAGES)
def test_nothing_moves_while_figures_appear(analyst, address):
    analyst.page.add_init_script(WATCH_SHIFTS)
    page = analyst.open(f"/atlas/{address}")
    analyst.draw_figures()
    page.evaluate("window.scrollTo(0, 0)")
    assert page.evaluate("window.shifts") < 0.01


def test_sentence_and_table_are_there_before_the_figure(neighbours, visitor):
    """Without scripts nothing is drawn, and everything can be read."""
    person = visitor(scripts=False)
    page = person.open("/")
    page.get_by_role("button", name=re.compile("Robin Keller")).click()
    page = person.open("/atlas/scores/")
    card = page.locator("#spread")
    expect(card.locator(".atlas-sentence")).to_contain_text("Am stärksten unterscheiden sich die Kommunen")
    card.get_by_text("Als Tabelle zeigen").click()
    expect(card.get_by_role("row", name=re.compile("Digitalisierungsindex"))).to_be_visible()
    assert card.locator(".main-svg").count() == 0


def test_a_printed_profile_is_fit_for_a_council_paper(analyst, neighbours):
    page = analyst.open(f"/atlas/municipalities/{neighbours[0].pk}/")
    analyst.draw_figures()
    widths = "[...document.querySelectorAll('[data-figure]')].map((figure) => figure._fullLayout.width)"
    before = page.evaluate(widths)
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(printed.pages) <= 4
    assert "Als Tabelle zeigen" not in "".join(paper.extract_text() for paper in printed.pages)
    assert page.evaluate(widths) == before


def test_printing_draws_figures_that_nobody_scrolled_to(analyst):
    page = analyst.open("/atlas/")
    assert page.locator("#participation-over-time .main-svg").count() == 0
    page.pdf(format="A4")
    assert page.locator("#participation-over-time .main-svg").count() > 0
