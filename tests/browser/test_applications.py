"""The table of applications under one's eyes: heads in sight, rows low, nothing beyond its card."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "/survey/atlas-2026/08116019/sections/smarte-anwendungen/"
HEIGHT = 162  # of a row in the mean, half of what it was, with an offer of the last wave
HEIGHT_ON_A_TABLET = 190

BEYOND = """card => [...card.querySelectorAll(".application *, .applications-title")]
  .filter(part => part.getBoundingClientRect().right > card.getBoundingClientRect().right + 1).length"""
HEIGHTS = "rows => rows.filter(row => !row.hidden).map(row => row.getBoundingClientRect().height)"
IN_SIGHT = """label => { const box = label.getBoundingClientRect();
  return box.width > 8 && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === label; }"""


@pytest.fixture
def table(offered, visitor):
    def open_at(width):
        coordinator = visitor(width=width)
        coordinator.log_in_as("coordinator")
        return coordinator, coordinator.open(ADDRESS)

    return open_at


@pytest.mark.parametrize(("width", "most"), [(1280, HEIGHT), (800, HEIGHT_ON_A_TABLET), (375, None)])
def test_table_is_low_stays_in_its_card_and_names_every_circle(table, width, most):
    coordinator, page = table(width)
    heights = page.locator(".application").evaluate_all(HEIGHTS)
    assert len(heights) == 10
    assert most is None or sum(heights) / len(heights) <= most
    assert page.locator(".applications").evaluate(BEYOND) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    last = page.locator(".application").last
    last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 60)
    heads = page.locator(".applications-table thead th")
    for place, circle in enumerate(last.locator("input[type=radio]").all(), start=1):
        label = last.locator(".applications-label").nth(place - 1)
        name = label.inner_text().strip() or label.text_content().strip()
        assert circle.evaluate("circle => circle.labels[0].textContent.trim()") == name
        seen = label if width < 700 else heads.nth(place)
        assert seen.evaluate(IN_SIGHT), (width, name)
        assert seen.text_content().strip() == name
        if width >= 700:  # the head stands above its circle
            head, box = heads.nth(place).bounding_box(), circle.bounding_box()
            assert head["x"] <= box["x"] <= head["x"] + head["width"]
    expect(last.locator(".question-required")).to_have_text("Pflichtangabe")
    assert page.locator(".application .question-required").count() == 10
    assert coordinator.accessibility_problems() == []


def test_row_header_holds_code_and_name_and_an_answer_is_saved_in_its_row(table):
    _coordinator, page = table(1280)
    row = page.locator("#SMA-03")
    assert row.locator("th").inner_text().startswith("SMA-03 ")
    assert row.locator("th a, th button, th p").count() == 0
    row.locator("input[type=radio]").first.check()
    expect(row.locator("#feedback-SMA-03")).to_contain_text("Gespeichert")
