"""Answers of the last wave: offered when a return is begun, confirmed by a person."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone

from survey.actions import NotEditable, confirm_offers, give_back_offers, reopen, save_answers, start_response, submit
from survey.log import log_of
from survey.models import Event
from survey.offers import count_open_offers, offered_to
from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.routing import visible_codes
from survey.review import review_of
from tests.factories import (
    MunicipalityFactory,
    QuestionnaireFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
    complete_answers,
    shipped_content,
    shipped_document,
)

pytestmark = pytest.mark.django_db

DOCUMENT = shipped_document()
ALL = [section.code for section in DOCUMENT.sections]
SECTION = DOCUMENT.sections[0]
# Follows an earlier answer of the same section.
FOLLOW_UP = next(question for question in SECTION.questions if question.show_if)
LEADING = FOLLOW_UP.show_if.all[0]
INDEPENDENT = [question.code for question in SECTION.questions if not question.show_if]


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def kim():
    return UserFactory(name="Kim")


@pytest.fixture
def before(town):
    """Handed in two years ago, with the answer that leads to the follow-up."""
    answers = complete_answers(seed=3) | {LEADING.code: LEADING.value}
    for question in DOCUMENT.questions:
        if question.required and question.code not in answers:
            answers[question.code] = DONT_KNOW
    answers[FOLLOW_UP.code] = FOLLOW_UP.choices[0].code
    return SubmissionFactory(earlier=True, response__municipality=town, answers=answers)


@pytest.fixture
def response(before, town):
    return start_response(municipality=town, wave=WaveFactory())


def offered_codes(response):
    offered = offered_to(response)
    return set(offered.values) if offered else set()


def test_new_return_is_offered_what_was_handed_in_before_with_its_year(response, before):
    known = {code: value for code, value in before.answers.items() if value != DONT_KNOW}
    assert offered_to(response).values == known
    assert offered_to(response).year == str(timezone.localtime(before.submitted_at).year)


def test_last_of_several_waves_and_of_several_submissions_counts(before, town, kim):
    oldest = WaveFactory(opens_at=before.submitted_at - timedelta(weeks=200), closes_at=before.submitted_at)
    at = oldest.opens_at + timedelta(days=1)
    SubmissionFactory(response__wave=oldest, response__municipality=town, submitted_at=at)
    at = before.submitted_at + timedelta(hours=1)
    reopen(response=before.response, by=kim, at=at)
    second = submit(response=before.response, by=kim, at=at)
    reopen(response=before.response, by=kim, at=at)  # and never handed in again: the second one counts
    assert start_response(municipality=town, wave=WaveFactory()).offers_from == second


def test_wave_in_which_nothing_was_handed_in_is_passed_over(before, town):
    middle = WaveFactory(opens_at=before.submitted_at + timedelta(weeks=10), closes_at=timezone.now())
    start_response(municipality=town, wave=middle)
    assert start_response(municipality=town, wave=WaveFactory()).offers_from == before


def test_other_municipalities_later_waves_and_invented_returns_offer_nothing(before, town):
    wave = WaveFactory()
    assert start_response(municipality=MunicipalityFactory(), wave=wave).offers_from is None
    at = before.response.wave.opens_at - timedelta(days=400)
    assert start_response(municipality=town, wave=WaveFactory(opens_at=at)).offers_from is None
    assert start_response(municipality=town, wave=WaveFactory(is_synthetic=True)).offers_from is None


def test_invented_returns_are_offered_to_invented_ones(town):
    before = SubmissionFactory(earlier=True, response__municipality=town, response__wave__is_synthetic=True)
    assert start_response(municipality=town, wave=WaveFactory(is_synthetic=True)).offers_from == before


def test_another_questionnaire_offers_where_the_question_is_the_same(town):
    content = deepcopy(shipped_content())
    content["questionnaire"]["version"] = "before"
    reworded = content["sections"][0]["questions"][0]
    reworded["text"] += " Wirklich?"
    older = QuestionnaireFactory(content=content)
    before = SubmissionFactory(earlier=True, response__municipality=town, response__wave__questionnaire=older)
    response = start_response(municipality=town, wave=WaveFactory())
    known = {code for code, value in before.answers.items() if value != DONT_KNOW}
    assert reworded["code"] in known
    assert offered_codes(response) == known - {reworded["code"]}


def test_offers_count_nowhere(response, before):
    assert response.answer_values() == {}
    review = review_of(DOCUMENT, response.answer_values(), 10_000, {})
    assert review.missing_count > 0
    assert not any(answer.text for section in review.sections for answer in section.answers)


def test_offers_are_not_handed_in(response, before, kim):
    optional = next(q.code for q in DOCUMENT.questions if not q.required and not q.show_if and q.code in before.answers)
    answers = complete_answers(seed=5)
    answers.pop(optional, None)
    save_answers(response=response, values=answers, by=kim)
    submission = submit(response=response, by=kim)
    assert optional in offered_codes(response)
    assert optional not in submission.answers
    assert submission.states[optional] == "unanswered"


def test_open_offers_are_those_to_questions_that_are_asked(response, before):
    asked = visible_codes(DOCUMENT, {})
    wanted = {
        section.code: sum(question.code in asked & offered_codes(response) for question in section.questions)
        for section in DOCUMENT.sections
    }
    counts = count_open_offers(response, ALL)
    assert counts.sections[SECTION.code] == wanted[SECTION.code]
    assert counts.count <= sum(wanted.values())
    assert count_open_offers(response, [SECTION.code]).count == wanted[SECTION.code]
    assert count_open_offers(response, []) is None


def test_confirmed_section_is_answered_by_the_person_and_in_the_log(response, before, kim):
    at = timezone.now()
    codes = confirm_offers(response=response, section=SECTION, by=kim, at=at)
    assert set(codes) == offered_codes(response) & set(INDEPENDENT)
    assert response.answer_values() == {code: before.answers[code] for code in codes}
    assert set(response.answers.values_list("answered_by", "answered_at", "revision")) == {(kim.pk, at, 1)}
    event = Event.objects.get(kind=Event.Kind.OFFERS_CONFIRMED)
    assert (event.by, event.at, event.sections, event.number) == (kim, at, [SECTION.code], len(codes))


def test_follow_ups_are_confirmed_only_after_they_are_asked(response, before, kim):
    assert confirm_offers(response=response, section=SECTION, by=kim, code=FOLLOW_UP.code) == []
    assert FOLLOW_UP.code not in confirm_offers(response=response, section=SECTION, by=kim)
    assert FOLLOW_UP.code in confirm_offers(response=response, section=SECTION, by=kim)
    assert response.answer_values()[FOLLOW_UP.code] == before.answers[FOLLOW_UP.code]


def test_one_offer_is_confirmed_by_itself(response, before, kim):
    assert confirm_offers(response=response, section=SECTION, by=kim, code=LEADING.code) == [LEADING.code]
    assert response.answer_values() == {LEADING.code: LEADING.value}


def test_answers_given_meanwhile_stay_also_those_taken_back(response, kim):
    given, taken_back = [code for code in INDEPENDENT if code in offered_codes(response)][:2]
    sascha = UserFactory(name="Sascha")
    save_answers(response=response, values={given: DONT_KNOW, taken_back: DONT_KNOW}, by=sascha)
    save_answers(response=response, values={taken_back: None}, by=sascha)
    for code in (given, taken_back):
        assert confirm_offers(response=response, section=SECTION, by=kim, code=code) == []
    assert not {given, taken_back} & set(confirm_offers(response=response, section=SECTION, by=kim))
    assert response.answers.get(code=given).value == DONT_KNOW
    assert response.answers.get(code=taken_back).value is None


def test_nothing_confirmed_is_not_worth_a_line_in_the_log(response, kim):
    confirm_offers(response=response, section=SECTION, by=kim)
    confirm_offers(response=response, section=SECTION, by=kim)
    confirm_offers(response=response, section=SECTION, by=kim)
    numbers = list(Event.objects.filter(kind=Event.Kind.OFFERS_CONFIRMED).values_list("number", flat=True))
    assert len(numbers) == 2
    assert 0 not in numbers


def test_log_joins_what_was_confirmed_one_by_one(response, kim):
    codes = [code for code in INDEPENDENT if code in offered_codes(response)][:3]
    for code, person in zip(codes, (UserFactory(name="Sascha"), kim, kim), strict=True):
        confirm_offers(response=response, section=SECTION, by=person, code=code)
    texts = [step.text for step in log_of(response)]
    assert [text[-4:] for text in texts[:2]] == ["(2).", "(1)."]
    assert len(texts) == 3  # with the beginning


def test_ticks_on_choices_that_are_ruled_out_are_not_confirmed(town, kim):
    """The choices of this question are the rows of the inventory that are in operation."""
    question = next(question for question in DOCUMENT.questions if question.has_conditional_choices)
    section = DOCUMENT.section_of(question.code)
    rows = [choice.ref for choice in question.choices if choice.ref][:2]
    ticks = [choice.code for choice in question.choices if choice.ref in rows]
    running = DOCUMENT.question(rows[0]).choices[0].code
    answers = complete_answers(seed=3) | dict.fromkeys(rows, running) | {question.code: ticks}
    SubmissionFactory(earlier=True, response__municipality=town, answers=answers)
    response = start_response(municipality=town, wave=WaveFactory())
    save_answers(response=response, values={rows[0]: running, rows[1]: DONT_KNOW}, by=kim)
    confirm_offers(response=response, section=section, by=kim, code=question.code)
    assert response.answer_values()[question.code] == ticks[:1]


def test_handed_in_return_takes_nothing_over(response, kim):
    save_answers(response=response, values=complete_answers(seed=5), by=kim)
    submit(response=response, by=kim)
    with pytest.raises(NotEditable):
        confirm_offers(response=response, section=SECTION, by=kim)


def test_without_offers_nothing_is_confirmed(town, kim):
    response = start_response(municipality=town, wave=WaveFactory())
    assert count_open_offers(response, ALL) is None
    assert confirm_offers(response=response, section=SECTION, by=kim) == []


# Undone


@pytest.fixture
def confirmation(response, kim):
    confirm_offers(response=response, section=SECTION, by=kim)
    return response.events.get(kind=Event.Kind.OFFERS_CONFIRMED)


def test_undone_it_is_as_if_nothing_had_been_taken_over(response, kim, confirmation):
    taken = set(response.answer_values())
    assert set(give_back_offers(confirmation=confirmation, by=kim)) == taken
    assert response.answer_values() == {}
    assert count_open_offers(response, [SECTION.code]).count == len(taken)
    step = f"Kim hat die Übernahme von Antworten der letzten Erhebung rückgängig gemacht ({len(taken)})."
    assert step in [step.text for step in log_of(response)]


def test_what_was_given_back_can_be_taken_over_again(response, kim, confirmation):
    taken = response.answer_values()
    give_back_offers(confirmation=confirmation, by=kim)
    confirm_offers(response=response, section=SECTION, by=kim)
    assert response.answer_values() == taken
    assert set(response.answers.values_list("revision", "is_given_back")) == {(3, False)}


def test_an_answer_changed_since_stays(response, kim, confirmation):
    code = next(iter(response.answer_values()))
    save_answers(response=response, values={code: DONT_KNOW}, by=UserFactory())
    assert code not in give_back_offers(confirmation=confirmation, by=kim)
    assert response.answer_values() == {code: DONT_KNOW}


def test_undone_twice_it_is_undone_once(response, kim, confirmation):
    give_back_offers(confirmation=confirmation, by=kim)
    assert give_back_offers(confirmation=confirmation, by=kim) == []
    assert response.events.filter(kind=Event.Kind.OFFERS_GIVEN_BACK).count() == 1


def test_an_answer_taken_back_by_hand_after_that_is_a_decision(response, kim, confirmation):
    code = next(iter(response.answer_values()))
    give_back_offers(confirmation=confirmation, by=kim)
    save_answers(response=response, values={code: DONT_KNOW}, by=kim)
    save_answers(response=response, values={code: None}, by=kim)
    assert code not in confirm_offers(response=response, section=SECTION, by=kim)
