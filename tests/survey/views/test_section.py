"""A section shown, and saved as a whole where there is no JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from survey.actions import save_answers
from tests.factories import MembershipFactory, UserFactory, WaveFactory
from tests.survey.views.conftest import address, exclusive_question, question_where

NUMBER = question_where(type="number", max=500)
SCALE = question_where(type="scale")
EXCLUSIVE = exclusive_question()


@pytest.fixture
def page(response):
    return address(response, "section", NUMBER.section.slug)


def test_every_section_shows_its_questions(browser, response, document):
    for section in document.sections:
        text = browser.get(address(response, "section", section.slug)).text
        assert all(f'data-question="{question.code}"' in text for question in section.questions)


def test_saved_answers_are_filled_in(browser, response, page, coordinator):
    save_answers(response=response, values={NUMBER.code: 1.5, SCALE.code: 2}, by=coordinator)
    text = browser.get(page).text
    assert 'value="1,5"' in text
    assert "Gespeichert" in text


def test_questions_that_are_not_asked_are_hidden(browser, response, page, document):
    text = browser.get(page).text
    for question in NUMBER.section.questions:
        marked = f'data-question="{question.code}" hidden' in text
        assert marked == bool(question.show_if)


def test_number_of_queries_does_not_grow_with_the_answers(
    browser, response, page, coordinator, django_assert_max_num_queries
):
    browser.get(page)
    values = {question.code: "_dk" for question in NUMBER.section.questions if question.dont_know}
    save_answers(response=response, values=values, by=coordinator)
    with django_assert_max_num_queries(8):
        browser.get(page)


def test_saving_goes_on_to_the_next_section(browser, response, page, document):
    reply = browser.post(page, {NUMBER.code: "12", f"{NUMBER.code}-revision": "0"})
    following = document.sections[document.sections.index(NUMBER.section) + 1]
    assert reply.status_code == 302
    assert reply.url == address(response, "section", following.slug)
    assert response.answer_values() == {NUMBER.code: 12}


def test_questions_that_were_not_sent_keep_their_answers(browser, response, page, coordinator):
    save_answers(response=response, values={NUMBER.code: 5, SCALE.code: 2}, by=coordinator)
    browser.post(page, {NUMBER.code: "12", f"{NUMBER.code}-revision": "1"})
    assert response.answer_values() == {NUMBER.code: 12, SCALE.code: 2}


def test_the_last_section_leads_to_the_review(browser, response, document):
    reply = browser.post(address(response, "section", document.sections[-1].slug), {})
    assert reply.url == address(response, "review")


def test_refused_answer_is_shown_with_what_was_typed_and_the_others_are_saved(browser, response, page):
    reply = browser.post(page, {NUMBER.code: "zwölf", SCALE.code: "0"})
    assert reply.status_code == 422
    assert 'value="zwölf"' in reply.text
    assert "Zahl in Ziffern" in reply.text
    assert response.answer_values() == {SCALE.code: 0}


def test_refused_ticks_stay_ticked(browser, response):
    exclusive = EXCLUSIVE.question.exclusive_choice
    other = next(choice for choice in EXCLUSIVE.question.choices if not choice.exclusive)
    page = address(response, "section", EXCLUSIVE.section.slug)
    reply = browser.post(page, {EXCLUSIVE.code: [exclusive.code, other.code]})
    assert reply.status_code == 422
    inputs = [piece.split(">")[0] for piece in reply.text.split("<input") if f'name="{EXCLUSIVE.code}"' in piece]
    assert sum("checked" in attributes.split() for attributes in inputs) == 2
    assert response.answer_values() == {}


def test_what_was_typed_is_escaped(browser, page):
    assert 'value="&quot;&gt;&lt;b&gt;"' in browser.post(page, {NUMBER.code: '"><b>'}).text


def test_answers_that_lead_to_further_questions_stay_on_the_page(browser, response, document):
    section = document.sections[0]
    question = next(question for question in section.questions if question.show_if)
    leaf = question.show_if.all[0]
    page = address(response, "section", section.slug)
    reply = browser.post(page, {leaf.code: str(leaf.value)})
    assert reply.url == page
    assert "weitere Fragen" in browser.get(page).text


def test_clear_takes_the_choice_back(browser, response, coordinator):
    save_answers(response=response, values={SCALE.code: 2}, by=coordinator)
    page = address(response, "section", SCALE.section.slug)
    browser.post(page, {SCALE.code: "2", f"{SCALE.code}-revision": "1", "clear": SCALE.code})
    assert response.answer_values() == {}


def test_blank_page_of_a_colleague_wipes_out_nothing(browser, response, page):
    save_answers(response=response, values={NUMBER.code: 5}, by=UserFactory())
    codes = [question.code for question in NUMBER.section.questions]
    browser.post(page, {f"{code}-revision": "0" for code in codes})
    assert response.answer_values() == {NUMBER.code: 5}


@pytest.fixture
def disputed(response, coordinator):
    """Sascha answered 5 meanwhile; the coordination's page knows of no answer and sends 7."""
    save_answers(response=response, values={NUMBER.code: 5}, by=UserFactory(name="Sascha Vogt"))
    return {NUMBER.code: "7", f"{NUMBER.code}-revision": "0", SCALE.code: "2", f"{SCALE.code}-revision": "0"}


def test_two_answers_that_meet_are_both_shown_and_the_others_saved(browser, response, page, disputed):
    reply = browser.post(page, disputed)
    assert reply.status_code == 422
    assert "Ihre Antwort:" in reply.text
    assert "Inzwischen hat Sascha Vogt" in reply.text
    assert f'name="{NUMBER.code}-revision" value="0"' in reply.text
    assert response.answer_values() == {NUMBER.code: 5, SCALE.code: 2}


def test_mine_replaces_the_revision_that_was_seen(browser, response, page, disputed):
    reply = browser.post(page, disputed | {"mine": f"{NUMBER.code}:1"})
    assert reply.url == f"{page}#{NUMBER.code}"
    assert response.answer_values()[NUMBER.code] == 7


def test_mine_does_not_replace_what_came_after_the_revision_that_was_seen(browser, response, page, disputed):
    save_answers(response=response, values={NUMBER.code: 6}, by=UserFactory(name="Robin Keller"))
    reply = browser.post(page, disputed | {"mine": f"{NUMBER.code}:1"})
    assert "Inzwischen hat Robin Keller" in reply.text
    assert response.answer_values()[NUMBER.code] == 6


@pytest.mark.parametrize("mine", ["", ":", "XXX-99:1", f"{NUMBER.code}", f"{NUMBER.code}:", f"{NUMBER.code}:eins"])
def test_garbled_choice_decides_nothing(browser, response, page, disputed, mine):
    assert browser.post(page, disputed | {"mine": mine}).status_code == 422
    assert response.answer_values()[NUMBER.code] == 5


def test_theirs_drops_what_was_sent(browser, response, page, disputed):
    reply = browser.post(page, disputed | {"theirs": NUMBER.code})
    assert reply.url == f"{page}#{NUMBER.code}"
    assert response.answer_values() == {NUMBER.code: 5, SCALE.code: 2}


def test_each_answer_tells_who_gave_it(browser, response, page, coordinator):
    save_answers(response=response, values={NUMBER.code: 5}, by=UserFactory(name="Sascha <b>Vogt"))
    save_answers(response=response, values={SCALE.code: 2}, by=coordinator)
    text = browser.get(page).text
    assert f"Gespeichert {timezone.localtime():%H:%M} von Sascha &lt;b&gt;Vogt" in text
    assert f"Gespeichert {timezone.localtime():%H:%M} von Ihnen" in text


def test_closed_wave_is_read_but_not_changed(browser, response, page):
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()
    assert "disabled" in browser.get(page).text
    reply = browser.post(page, {NUMBER.code: "12"})
    assert reply.status_code == 403
    assert "Diese Erhebung ist beendet" in reply.text
    assert response.answer_values() == {}


def test_wave_that_has_not_opened_does_not_exist(browser, response):
    future = WaveFactory(opens_at=timezone.now() + timedelta(days=1))
    path = reverse("survey:section", args=[future.slug, response.municipality_id, NUMBER.section.slug])
    assert browser.get(path).status_code == 404


def test_unknown_section_gets_404(browser, response):
    assert browser.get(address(response, "section", "no-such-section")).status_code == 404


def test_other_municipality_gets_404_in_german(client, page, response):
    client.force_login(MembershipFactory().user)
    reply = client.get(page)
    assert reply.status_code == 404
    assert "Diese Seite gibt es nicht" in reply.text
    assert client.post(page, {NUMBER.code: "12"}).status_code == 404
    assert response.answer_values() == {}


def test_reader_sees_but_cannot_save(client, response, page):
    client.force_login(MembershipFactory(municipality=response.municipality, role="reader").user)
    assert client.get(page).status_code == 200
    assert client.post(page, {NUMBER.code: "12"}).status_code == 403


def test_what_a_page_sends_back_is_written_without_separators(client, response):
    person = UserFactory(pk=1_234_567)
    MembershipFactory(municipality=response.municipality, role="coordinator", user=person)
    save_answers(response=response, values={NUMBER.code: 5}, by=person)
    response.answers.update(revision=1_234)
    client.force_login(person)
    page = address(response, "section", NUMBER.section.slug)
    assert 'data-person="1234567"' in client.get(page).text
    refused = client.post(page, {NUMBER.code: "6", f"{NUMBER.code}-revision": "1"})
    assert f'value="{NUMBER.code}:1234"' in refused.text
