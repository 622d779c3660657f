"""What colleagues do meanwhile appears on an open page."""

import pytest
from playwright.sync_api import expect

from survey.actions import save_answers, start_response, submit
from survey.models import Answer, Assignment, Membership
from tests.factories import complete_answers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTION = "sections/strategie-organisation/"


@pytest.fixture
def response(town_hall):
    return start_response(municipality=town_hall.municipality, wave=town_hall.wave)


@pytest.fixture
def colleague_answers(town_hall, response):
    def save(**values):
        save_answers(response=response, values=values, by=town_hall.accounts["colleague"])

    return save


@pytest.fixture
def coordinator(town_hall, visitor):
    coordinator = visitor()
    coordinator.log_in_as("coordinator")
    coordinator.open(town_hall.address + SECTION)
    return coordinator


@pytest.fixture
def contributor(town_hall, visitor):
    contributor = visitor()
    contributor.log_in_as("colleague")
    contributor.open(town_hall.address + SECTION)
    yield contributor
    contributor.complaints[:] = [text for text in contributor.complaints if "Failed to load resource" not in text]


def feedback(page, code):
    return page.locator(f"#feedback-{code}")


def is_news(reply):
    return reply.request.method == "GET" and reply.url.endswith(SECTION)


def test_a_colleagues_answer_appears_with_name_count_and_what_follows(coordinator, colleague_answers):
    page = coordinator.page
    expect(page.locator("#STR-03")).to_be_hidden()
    colleague_answers(**{"STR-02": 2, "STR-06": 1.5})
    expect(page.locator("#STR-02-2")).to_be_checked()
    expect(page.locator("#STR-06-value")).to_have_value("1,5")
    expect(page.locator("#STR-03")).to_be_visible()
    expect(feedback(page, "STR-02")).to_contain_text("von Sascha Vogt")
    expect(page.locator("#count-STR")).to_contain_text("2/")
    expect(page.locator("#section-news")).to_have_text("2 Fragen auf dieser Seite wurden von anderen beantwortet.")


def test_one_answer_is_announced_with_name_and_question(coordinator, colleague_answers):
    colleague_answers(**{"STR-05": "SIDE"})
    expect(coordinator.page.locator("#section-news")).to_contain_text("Sascha Vogt hat die Frage „")


def test_nothing_new_is_answered_without_a_page(coordinator, colleague_answers):
    page = coordinator.page
    with page.expect_response(is_news) as first:
        pass
    assert first.value.status == 304
    colleague_answers(**{"STR-05": "SIDE"})
    with page.expect_response(is_news) as second:
        pass
    assert second.value.status == 200
    assert "<html" not in second.value.text()
    expect(page.locator("#STR-05-SIDE")).to_be_checked()
    with page.expect_response(is_news) as third:
        pass
    assert third.value.status == 304


def test_nobody_looking_nothing_asked(coordinator):
    page, asked = coordinator.page, []
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    page.wait_for_timeout(4_500)  # a question that was on its way
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(9_000)
    assert asked == []


def test_a_question_in_work_is_left_alone(coordinator, colleague_answers):
    page = coordinator.page
    field = page.locator("#STR-06-value")
    field.focus()
    colleague_answers(**{"STR-06": 1.5, "STR-05": "SIDE"})
    expect(page.locator("#STR-05-SIDE")).to_be_checked()
    expect(field).to_have_value("")
    field.fill("4")
    expect(feedback(page, "STR-06")).to_contain_text("Es gibt zwei Antworten")
    expect(field).to_have_value("4")
    assert Answer.objects.get(code="STR-06").value == 1.5


def test_news_wait_until_the_question_is_left(coordinator, colleague_answers):
    page = coordinator.page
    page.locator("#STR-06-value").focus()
    colleague_answers(**{"STR-06": 1.5, "STR-05": "SIDE"})
    expect(page.locator("#STR-05-SIDE")).to_be_checked()
    page.locator("#STR-07-value").focus()
    expect(page.locator("#STR-06-value")).to_have_value("1,5")


def test_news_replace_the_choice_that_was_clicked_last(coordinator, colleague_answers):
    page = coordinator.page
    page.locator("#STR-05-SIDE").check()
    expect(feedback(page, "STR-05")).to_contain_text("von Ihnen")
    other = page.locator("#STR-05 input[type=radio]").last
    colleague_answers(**{"STR-05": other.get_attribute("value")})
    expect(other).to_be_checked()
    expect(page.locator("#STR-05-SIDE")).to_be_focused()


def test_handed_in_meanwhile_locks_the_page_and_says_so(contributor, response, town_hall):
    page = contributor.page
    by = town_hall.accounts["coordinator"]
    save_answers(response=response, values=complete_answers(town_hall.document), by=by)
    page.locator("#STR-06-value").focus()
    submit(response=response, by=by)
    expect(page.locator("#section-state")).to_contain_text("Der Antwortbogen ist abgegeben")
    expect(page.locator("#STR-02-1")).to_be_disabled()
    expect(page.locator("#STR-06-value")).not_to_be_editable()
    expect(page.get_by_role("button", name="Speichern und weiter")).to_be_hidden()


def test_a_section_that_was_taken_away_keeps_what_was_typed_in_sight(contributor):
    page = contributor.page
    page.route("**/answers/**", lambda route: route.abort())
    page.locator("#STR-06-value").fill("4")
    expect(feedback(page, "STR-06")).to_contain_text("keine Verbindung")
    Assignment.objects.all().delete()
    expect(page.locator("#section-state")).to_contain_text("nicht ändern")
    expect(page.locator("#STR-06-value")).to_have_value("4")
    expect(feedback(page, "STR-06")).to_contain_text("Ihre Eingabe war: 4")
    feedback(page, "STR-06").get_by_role("button", name="Verwerfen").click()
    expect(page.locator("#STR-06-value")).to_have_value("")


def test_a_person_who_was_removed_is_told(contributor):
    Membership.objects.filter(user__name="Sascha Vogt").delete()
    expect(contributor.page.locator("#section-notice")).to_contain_text("keinen Zugang mehr")
    expect(contributor.page.locator("#STR-02-1")).to_be_disabled()
