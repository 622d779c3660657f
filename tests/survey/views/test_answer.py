"""Each answer is saved as soon as it is given."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from survey.actions import save_answers, submit
from tests.factories import MembershipFactory, UserFactory, complete_answers
from tests.survey.views.conftest import address, exclusive_question, question_where

NUMBER = question_where(type="number", max=500)
SCALE = question_where(type="scale")
EXCLUSIVE = exclusive_question()


@pytest.fixture
def give(browser, response):
    """Sends what the page sends when one answer was given."""

    def send(code, *values, revision=0, **headers):
        data = {code: list(values), f"{code}-revision": revision}
        return browser.post(address(response, "answer", code), data, headers={"HX-Request": "true"} | headers)

    return send


def test_answer_is_saved_and_says_when(give, response, coordinator):
    reply = give(SCALE.code, "2")
    assert reply.status_code == 200
    assert f"Gespeichert {timezone.localtime():%H:}" in reply.text
    answer = response.answers.get()
    assert (answer.code, answer.value, answer.answered_by) == (SCALE.code, 2, coordinator)


def test_reply_carries_the_revision_that_the_page_now_builds_on(give):
    assert f'name="{SCALE.code}-revision" value="1"' in give(SCALE.code, "2").text
    assert f'name="{SCALE.code}-revision" value="2"' in give(SCALE.code, "3", revision=1).text


@pytest.mark.parametrize(("typed", "value"), [("12", 12), ("1,5", 1.5), ("  7 ", 7), ("0", 0)])
def test_number_is_read_as_germans_write_it(give, response, typed, value):
    give(NUMBER.code, typed)
    assert response.answer_values() == {NUMBER.code: value}


def test_several_ticks_are_saved_in_the_order_of_the_document(give, response):
    codes = [choice.code for choice in EXCLUSIVE.question.choices if not choice.exclusive][:2]
    give(EXCLUSIVE.code, *reversed(codes))
    assert response.answer_values() == {EXCLUSIVE.code: codes}


def test_dont_know_is_an_answer(give, response):
    give(SCALE.code, "_dk")
    assert response.answer_values() == {SCALE.code: "_dk"}


def test_emptied_field_takes_the_answer_back(give, response):
    give(NUMBER.code, "12")
    give(NUMBER.code, "", revision=1)
    assert response.answer_values() == {}


@pytest.mark.parametrize("body", ["", "other=1", '{"answer": 1}'])
def test_request_without_the_question_takes_nothing_back(browser, give, response, body):
    give(NUMBER.code, "12")
    browser.post(address(response, "answer", NUMBER.code), body, content_type="application/x-www-form-urlencoded")
    assert response.answer_values() == {NUMBER.code: 12}


def exclusive_with_another():
    exclusive = EXCLUSIVE.question.exclusive_choice
    other = next(choice for choice in EXCLUSIVE.question.choices if not choice.exclusive)
    return [exclusive.code, other.code]


@pytest.mark.parametrize(
    ("code", "sent", "message"),
    [
        (NUMBER.code, ["zwölf"], "Zahl in Ziffern"),
        (NUMBER.code, ["12a"], "Zahl in Ziffern"),
        (NUMBER.code, ["nan"], "Zahl in Ziffern"),
        (NUMBER.code, ["501"], "von 0 bis 500"),
        (NUMBER.code, ["-1"], "von 0 bis 500"),
        (NUMBER.code, ["12", "_dk"], "nicht beides"),
        (EXCLUSIVE.code, exclusive_with_another(), "nicht mit anderen"),
        (EXCLUSIVE.code, ["no-such-choice"], "gibt es nicht"),
        (SCALE.code, ["9"], "gibt es nicht"),
        (SCALE.code, ["9" * 5000], "gibt es nicht"),
        (SCALE.code, ["drei"], "gibt es nicht"),
        (SCALE.code, ["1", "2"], "keine Antwort auf diese Frage"),
    ],
)
def test_wrong_answer_is_refused_beside_the_field_and_changes_nothing(give, response, coordinator, code, sent, message):
    before = {NUMBER.code: 5, SCALE.code: 1, EXCLUSIVE.code: [EXCLUSIVE.question.choices[0].code]}
    save_answers(response=response, values=before, by=coordinator)
    reply = give(code, *sent, revision=1)
    assert reply.status_code == 422
    assert f'id="feedback-{code}"' in reply.text
    assert message in reply.text
    assert response.answer_values() == before
    assert set(response.answers.values_list("revision", flat=True)) == {1}


def test_script_in_a_text_is_escaped(give, browser, response):
    text = question_where(type="text")
    give(text.code, "<script>alert(1)</script>")
    page = browser.get(address(response, "section", text.section.slug)).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_text_from_a_presentation_is_saved_with_its_line_ends(give, response):
    code = question_where(type="text").code
    assert give(code, "eins\x0bzwei\x0cdrei\x00\x07").status_code == 200
    assert response.answer_values() == {code: "eins\nzwei\ndrei"}


def test_nothing_to_see_takes_the_answer_back(give, response):
    for place, typed in ((question_where(type="text"), "Text"), (NUMBER, "5")):
        give(place.code, typed)
        assert list(response.answer_values()) == [place.code]
        give(place.code, "\u200b\ufeff\u00a0", revision=1)
        assert response.answer_values() == {}


def test_answer_that_a_colleague_changed_meanwhile_is_refused_with_both_values(give, response):
    sascha = UserFactory(name="Sascha Vogt")
    save_answers(response=response, values={NUMBER.code: 5}, by=sascha)
    reply = give(NUMBER.code, "7", revision=0)
    assert reply.status_code == 422
    assert "Sascha Vogt" in reply.text
    assert response.answer_values() == {NUMBER.code: 5}


@pytest.mark.parametrize("revision", ["", "eins", "-1", "1.0", "²", "9" * 5000])
def test_garbled_revision_is_ignored(give, response, revision):
    assert give(SCALE.code, "2", revision=revision).status_code == 200
    assert response.answer_values() == {SCALE.code: 2}


def test_refused_answer_stays_built_on_what_the_person_has_seen(give, response):
    save_answers(response=response, values={NUMBER.code: 5}, by=UserFactory())
    for _time in range(2):
        assert f'name="{NUMBER.code}-revision" value="0"' in give(NUMBER.code, "7", revision=0).text
    assert response.answer_values() == {NUMBER.code: 5}


def test_answer_that_was_typed_wrong_does_not_pass_over_a_colleague_later(give, response):
    save_answers(response=response, values={NUMBER.code: 5}, by=UserFactory())
    assert f'name="{NUMBER.code}-revision" value="0"' in give(NUMBER.code, "sieben", revision=0).text


def test_conflict_offers_to_take_either_answer(give, response):
    save_answers(response=response, values={NUMBER.code: 5}, by=UserFactory(name="Sascha Vogt"))
    text = give(NUMBER.code, "7", revision=0).text
    assert f'name="mine" value="{NUMBER.code}:1"' in text
    assert f'name="theirs" value="{NUMBER.code}"' in text
    assert f"Inzwischen hat Sascha Vogt um {timezone.localtime():%H:}" in text


def test_conflict_with_an_answer_that_was_removed_says_so(give, response):
    sascha = UserFactory(name="Sascha Vogt")
    for value in (5, None):
        save_answers(response=response, values={NUMBER.code: value}, by=sascha)
    text = give(NUMBER.code, "7", revision=1).text
    assert "Inzwischen hat Sascha Vogt" in text
    assert "die Antwort entfernt" in text


def test_conflict_between_two_windows_of_one_person_says_so(give, response):
    give(NUMBER.code, "5")
    text = give(NUMBER.code, "7", revision=0).text
    assert "in einem anderen Fenster" in text
    assert response.answer_values() == {NUMBER.code: 5}


def test_own_answer_is_said_to_be_ones_own(give):
    assert "von Ihnen" in give(SCALE.code, "2").text


def test_page_of_another_person_saves_nothing(give, response):
    """Left open in a tab while a colleague logged in in the same browser."""
    reply = give(SCALE.code, "2", **{"X-Person": str(UserFactory().pk)})
    assert reply.status_code == 409
    assert "eine andere Person angemeldet" in reply.text
    assert response.answer_values() == {}


def shown_in(reply):
    return re.search('data-shown="([^"]*)"', reply.text)[1].split()


def test_reply_tells_which_questions_are_asked_now(give, document):
    question, decisive = next(
        (question, document.question(question.show_if.all[0].code))
        for question in document.sections[0].questions
        if question.show_if
    )
    value = question.show_if.all[0].value
    before = shown_in(give(decisive.code, str(value - 1)))
    after = shown_in(give(decisive.code, str(value), revision=1))
    assert question.code not in before
    assert question.code in after


def test_unknown_question_gets_404(give):
    assert give("XXX-99").status_code == 404


def test_closed_wave_gets_403_in_german(give, response):
    response.wave.closes_at = timezone.now() - timedelta(minutes=1)
    response.wave.save()
    reply = give(SCALE.code, "2")
    assert reply.status_code == 403
    assert reply.text == "Diese Erhebung ist beendet. Ihre gespeicherten Angaben sind unverändert."
    assert response.answer_values() == {}


def test_handed_in_return_gets_403(give, response, coordinator, document):
    save_answers(response=response, values=complete_answers(document), by=coordinator)
    submit(response=response, by=coordinator)
    before = response.answer_values()
    assert give(SCALE.code, "2", revision=1).status_code == 403
    assert response.answer_values() == before


def test_reader_gets_403(client, response):
    client.force_login(MembershipFactory(municipality=response.municipality, role="reader").user)
    assert client.post(address(response, "answer", SCALE.code), {SCALE.code: "2"}).status_code == 403
    assert response.answer_values() == {}


def test_other_municipality_gets_404(client, response):
    client.force_login(MembershipFactory().user)
    assert client.post(address(response, "answer", SCALE.code), {SCALE.code: "2"}).status_code == 404
    assert response.answer_values() == {}


def test_ended_session_is_told_so(client, response):
    reply = client.post(address(response, "answer", SCALE.code), {SCALE.code: "2"})
    assert reply.status_code == 401
    assert "Ihre Anmeldung ist abgelaufen" in reply.text


def test_english_speakers_get_english(browser, give):
    browser.cookies["django_language"] = "en"
    assert "Please enter a number from 0 to 500." in give(NUMBER.code, "501").text
