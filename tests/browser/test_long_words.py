"""Words as long as German ones may be: in everything that an author of a questionnaire or a town hall writes."""

import pytest

from survey import actions
from survey.checksums import checksum
from survey.models import Municipality, User
from tests.factories import (
    MembershipFactory,
    QueryFactory,
    QuestionnaireFactory,
    RemarkFactory,
    complete_answers,
    shipped_content,
)
from tests.town_hall import TownHall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
WRITTEN = {"title", "text", "label", "intro", "confidentiality", "help", "prompt"}
# What is cut off by the edge of the page; not what only screen readers read, nor what can be moved into sight.
BEYOND = """() => {
  const isSpared = ({ overflowX, clipPath }) => overflowX === "auto" || clipPath !== "none";
  const isWithin = (element) => element && (isSpared(getComputedStyle(element)) || isWithin(element.parentElement));
  return [...document.querySelectorAll("main *, header *, footer *")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
    .filter((element) => !element.closest(".visually-hidden") && !isWithin(element))
    .map((element) => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 80)}`);
}"""


def lengthened(part):
    """The questionnaire with the long word at the end of all that is read."""
    if isinstance(part, dict):
        return {
            key: f"{value} {WORD}" if key in WRITTEN and isinstance(value, str) and value else lengthened(value)
            for key, value in part.items()
        }
    return [lengthened(value) for value in part] if isinstance(part, list) else part


@pytest.fixture
def wordy(small_region, transactional_db):
    content = lengthened(shipped_content())
    questionnaire = QuestionnaireFactory(version="wordy", content=content, checksum=checksum(content))
    town_hall = TownHall(questionnaire=questionnaire, title=WORD, requires_release=True)
    Municipality.objects.filter(pk=town_hall.municipality.pk).update(name=WORD, unique_name=WORD)
    return town_hall


def test_no_page_of_a_return_is_wider_than_a_phone(wordy, visitor):
    response, document, by = wordy.response, wordy.document, wordy.accounts["coordinator"]
    answers = complete_answers(document, seed=3) | {"IKZ-09": WORD, "STR-04": f"https://{'a' * 60}.example/{WORD}"}
    actions.save_answers(response=response, values=answers, by=by)
    beside = {"response": response, "code": "STR-06"}
    RemarkFactory(text=WORD, **beside)
    QueryFactory(text=WORD, **beside)
    actions.give_evidence(url=f"https://example.org/{WORD}", page=3, by=by, **beside)
    member = MembershipFactory(municipality=response.municipality, user__name=WORD, user__email=f"{'a' * 60}@a.example")
    visits = ["", "review/", "present/", "people/", f"people/{member.pk}/", "log/", "upload/", "find/?q=gesetz"]
    visits += ["questions/STR-06/", "print/", "print/empty/"]
    visits += [f"sections/{section.slug}/" for section in document.sections]
    person = visitor(width=375)
    person.log_in_as("coordinator")
    User.objects.update(name=WORD)
    problems = {address: person.open(wordy.address + address).evaluate(BEYOND) for address in visits}
    assert [(address, found[0]) for address, found in problems.items() if found] == []
