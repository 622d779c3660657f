"""A number is read in the language in which it was typed, whatever language the browser has switched to since."""

import pytest

from tests.survey.views.conftest import address, question_where

BUDGET = question_where(type="number", step=1, unit="Euro")
READ = [("de", "250.000", 250_000), ("en", "250,000", 250_000), ("de", "2.500,0", 2500), ("en", "2,500.0", 2500)]


def other(language):
    return {"de": "en", "en": "de"}[language]


@pytest.fixture
def switched(browser):
    """The language was switched in another window."""
    return lambda language: browser.cookies.__setitem__("django_language", language)


@pytest.mark.parametrize(("language", "typed", "value"), READ)
def test_an_answer_tells_in_which_language_it_was_typed(browser, response, switched, language, typed, value):
    switched(other(language))
    sent = {BUDGET.code: typed, f"{BUDGET.code}-language": language}
    browser.post(address(response, "answer", BUDGET.code), sent, headers={"HX-Request": "true"})
    assert response.answer_values() == {BUDGET.code: value}


@pytest.mark.parametrize(("language", "typed", "value"), READ)
@pytest.mark.parametrize("place", ["section", "offers"])
def test_a_form_without_scripts_is_read_in_the_language_of_its_page(
    browser, response, switched, place, language, typed, value
):
    switched(language)
    section = address(response, "section", BUDGET.section.slug)
    assert f'name="language" value="{language}"' in browser.get(section).text
    switched(other(language))
    target = section if place == "section" else address(response, "confirm_offers")
    browser.post(target, {BUDGET.code: typed, "language": language, "section": BUDGET.section.slug})
    assert response.answer_values() == {BUDGET.code: value}


def test_what_is_refused_comes_back_in_the_language_of_the_page(browser, response, switched):
    """Else 1.000, refused as too much on a German page, would be 1 when the page is sent again."""
    switched("en")
    posts = question_where(type="number", max=500)
    reply = browser.post(address(response, "section", posts.section.slug), {posts.code: "1.000", "language": "de"})
    assert 'name="language" value="de"' in reply.text
    assert 'value="1.000"' in reply.text
    assert "von 0 bis 500" in reply.text
    assert reply.headers["Content-Language"] == "de"


def test_a_page_gets_its_news_in_its_own_language(browser, response, switched):
    browser.post(address(response, "answer", BUDGET.code), {BUDGET.code: "250.000"})
    switched("en")
    section = address(response, "section", BUDGET.section.slug)
    news = browser.get(section, headers={"HX-Request": "true", "X-Language": "de"})
    assert 'value="250.000"' in news.text
    assert 'value="250,000"' in browser.get(section, headers={"HX-Request": "true"}).text
    assert "X-Language" in news.headers["Vary"]


@pytest.mark.parametrize("language", ["xx", "", "\x00", "de" * 5000])
def test_an_unknown_language_is_ignored(browser, response, language):
    sent = {BUDGET.code: "250.000", "language": language, f"{BUDGET.code}-language": language}
    browser.post(address(response, "section", BUDGET.section.slug), sent)
    assert response.answer_values() in ({BUDGET.code: 250_000}, {})


@pytest.mark.parametrize(("typed", "shown"), [("1.500.000 €", "1.500.000"), ("2500,0", "2.500"), ("", "")])
def test_the_reply_tells_how_a_number_was_understood(browser, response, typed, shown):
    reply = browser.post(address(response, "answer", BUDGET.code), {BUDGET.code: typed})
    assert f'id="understood" data-text="{shown}"' in reply.text
