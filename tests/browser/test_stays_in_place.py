"""What is clicked stays under the pointer, and so does what comes next, where an earlier answer is offered."""

import pytest
from playwright.sync_api import expect

from survey.models import Response
from tests.factories import SubmissionFactory, complete_answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# How far what was given moves, and the question below it where it is still the next one; a pixel is a rounding.
MOVES = """([code, value]) => {
  const inputs = [...document.querySelectorAll(`[name="${code}"]`)];
  const given = inputs.find((input) => input.value === value) ?? inputs[0];
  const question = given.closest("[data-question]");
  const following = () => {
    const shown = [...document.querySelectorAll("[data-question]:not([hidden])")];
    return shown[shown.indexOf(question) + 1];
  };
  const next = following();
  const place = () => [given, next].map((element) => element?.getBoundingClientRect().top ?? 0);
  given.scrollIntoView({ block: "center", behavior: "instant" });
  const before = place();
  if (given.type === "text" || given.type === "url" || given.tagName === "TEXTAREA") {
    given.value = value;
    for (const type of ["input", "change"]) given.dispatchEvent(new Event(type, { bubbles: true }));
  } else {
    given.click();
  }
  return new Promise((resolve) => {
    const look = () => {
      const isSaved = document.querySelector(`[id="feedback-${code}"] .saved`);
      if (!isSaved) return setTimeout(look, 20);
      const [moved, nextMoved] = place().map((top, index) => Math.round(top - before[index]));
      resolve([moved, following() === next ? nextMoved : 0]);
    };
    setTimeout(look, 50);
  });
}"""


@pytest.fixture
def offered(town_hall):
    """An answer to every question that the earlier wave asked."""
    response = {"response__municipality": town_hall.municipality, "response__wave__is_synthetic": True}
    submission = SubmissionFactory(earlier=True, answers=complete_answers(seed=5), **response)
    Response.objects.filter(wave=town_hall.wave).update(offers_from=submission)


def entry(question):
    """An answer as the page holds it."""
    if question.choices:
        return str(question.choices[-1].code)
    return {"number": str(question.max or 1), "url": "https://town.example", "text": "Ein Beispiel"}[question.type]


def kind_of(question):
    return "application" if "application" in question.tags else str(question.type)


# On a phone "remove this answer" has a line of its own.
@pytest.mark.parametrize(("width", "room"), [(1280, 1), (375, 32)])
def test_what_is_clicked_stays_where_it_is(offered, town_hall, visitor, width, room):
    person, measured = visitor(width=width), set()
    person.log_in_as("coordinator")
    for section in town_hall.document.sections:
        kinds = [
            question for question in section.questions if not question.show_if and kind_of(question) not in measured
        ]
        if not kinds:
            continue
        page = person.open(f"{town_hall.address}sections/{section.slug}/")
        for question in kinds:
            if kind_of(question) in measured or not page.locator(f"#offer-{question.code}").is_visible():
                continue
            measured.add(kind_of(question))
            moved, next_moved = page.evaluate(MOVES, [question.code, entry(question)])
            assert abs(moved) <= 1, (question.code, moved)
            assert abs(next_moved) <= room, (question.code, next_moved)
    assert measured >= {"scale", "single", "boolean", "multiple", "priority", "number", "application"}


def test_an_offer_that_appears_late_moves_nothing(offered, town_hall, visitor):
    """Another answer than the one taken over shows the earlier one again: on the next visit, not under the pointer."""
    person = visitor()
    person.log_in_as("coordinator")
    page = person.open(town_hall.address + "sections/strategie-organisation/")
    page.locator("#offer-STR-01").get_by_role("button").click()
    expect(page.locator("#feedback-STR-01")).to_contain_text("Gespeichert")
    page.reload()
    free = page.locator('#STR-01 input[type="radio"]:not(:checked)').first.get_attribute("value")
    moved, _next = page.evaluate(MOVES, ["STR-01", free])
    assert moved == 0
