"""Two people with two browsers answer the same section at the same moments."""

from random import Random

import pytest

from survey.demo import DEMO_ACCOUNTS
from tests.reliability.confirmations import Confirmations, Save
from tests.reliability.entries import new_entry, questions_to_fill_in, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVES = 200
SAME_QUESTION = 0.5  # of all moments

# Keeps all that the page ever shows below a question, and the answer that stands there then.
RECORD = """
window.shown = [];
new MutationObserver((changes) => {
  const changed = changes.flatMap((change) => [change.target, ...change.addedNodes]);
  const feedbacks = changed.map((node) => node.nodeType === 1 && node.closest(".feedback"));
  for (const feedback of new Set(feedbacks)) {
    if (!feedback || !feedback.isConnected) continue;
    const code = feedback.id.slice("feedback-".length);
    const inputs = [...document.querySelectorAll(`[name="${code}"]`)];
    const given = inputs.filter((input) => (input.type === "text" ? input.value : input.checked));
    window.shown.push({
      code,
      text: feedback.innerText.trim(),
      by: feedback.dataset.by,
      revision: Number(feedback.querySelector("[type=hidden]").value),
      values: given.map((input) => input.value),
    });
  }
}).observe(document, { subtree: true, childList: true });
"""
ENTERED = """(code) => {
  const inputs = document.querySelectorAll(`[name="${code}"]:is(:checked, [type=text])`);
  return [...inputs].map((input) => input.value);
}"""
# Returns at once: the save is on its way while the other person answers.
ENTER = """([code, [value]]) => {
  const inputs = [...document.querySelectorAll(`[name="${code}"]`)];
  const choice = inputs.find((input) => input.value === value && input.type !== "text");
  if (choice) return choice.click();
  inputs[0].value = value;
  for (const type of ["input", "change"]) inputs[0].dispatchEvent(new Event(type, { bubbles: true }));
}"""
SAVING = "document.querySelector('.feedback .saving') !== null"


class Colleague:
    def __init__(self, visitor, account, town_hall, rng):
        self.name = next(known.name for known in DEMO_ACCOUNTS if known.key == account)
        self.rng, self.saves = rng, 0
        section = town_hall.document.sections[0]
        self.questions = {question.code: question for question in questions_to_fill_in(section)}
        visitor.log_in_as(account)
        visitor.page.add_init_script(RECORD)
        self.page = visitor.open(f"{town_hall.address}sections/{section.slug}/")
        self.page.on("request", self.count)

    def count(self, request):
        self.saves += request.method == "POST"

    def enter(self, code):
        """Another answer than the page shows."""
        values = self.page.evaluate(ENTERED, code)
        present = stored(self.questions[code], [value for value in values if value])
        entered, _value = new_entry(self.questions[code], self.rng, present)
        self.page.evaluate(ENTER, [code, entered])

    def wait(self):
        for _attempt in range(1_000):
            if not self.page.evaluate(SAVING):
                return
            self.page.wait_for_timeout(10)
        raise AssertionError("still saving")

    def decide(self):
        """Between two answers, until only one is left."""
        buttons = self.page.locator("[name=mine], [name=theirs]")
        while buttons.count():
            button = buttons.nth(self.rng.randrange(2)).element_handle()
            button.click()
            button.wait_for_element_state("hidden")
            self.wait()

    def tell(self, confirmations):
        """What was shown as saved."""
        for shown in self.page.evaluate("window.shown"):
            if shown["text"].startswith("Gespeichert"):
                value = stored(self.questions[shown["code"]], shown["values"])
                confirmations.add(shown["code"], shown["revision"], Save(value, shown["by"] or self.name))


def test_what_two_people_saw_saved_is_saved(visitor, town_hall):
    rng, confirmations = Random(1), Confirmations()
    people = [Colleague(visitor(), account, town_hall, rng) for account in ("coordinator", "colleague")]
    codes = list(people[0].questions)
    while sum(person.saves for person in people) < SAVES:
        same, *others = rng.sample(codes, 3)
        for person, other in zip(people, others, strict=True):
            person.enter(same if rng.random() < SAME_QUESTION else other)
        for person in people:
            person.wait()
        for person in people:
            person.decide()
    for person in people:
        person.tell(confirmations)
    assert confirmations.problems(town_hall.response) == []
    assert confirmations.number > SAVES // 2
