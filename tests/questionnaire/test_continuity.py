"""Which answers of an earlier wave still answer a question."""

import pytest

from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.continuity import Continuity, continuity, offers
from survey.questionnaire.document import Document, QuestionType


def first(document, **wanted):
    """The first question with these properties."""
    return next(
        question
        for question in document.questions
        if all(getattr(question, name) == value for name, value in wanted.items())
    )


def changed(document, question, **fields):
    """The document with another version of this question, or without it if there are no fields."""

    def questions(section):
        for present in section.questions:
            if present.code != question.code:
                yield present
            elif fields:
                yield present.model_copy(update=fields)

    sections = [section.model_copy(update={"questions": tuple(questions(section))}) for section in document.sections]
    return anew(document, sections=tuple(sections))


def anew(document, **fields):
    """Read anew, because a copy would keep what the original has cached."""
    return Document.model_validate(document.model_copy(update=fields).model_dump(mode="json"))


def relabelled(question, **fields):
    return (question.choices[0].model_copy(update=fields), *question.choices[1:])


@pytest.fixture
def scale(document):
    return first(document, type="scale")


@pytest.fixture
def number(document):
    return first(document, type="number")


@pytest.fixture
def single(document):
    return first(document, type="single")


def test_answers_to_unchanged_questions_are_offered_in_the_order_of_now(document, scale, number):
    now = anew(document, sections=document.sections[::-1])
    answers = {number.code: number.min, scale.code: 2}
    wanted = [question.code for question in now.questions if question.code in answers]
    offered = offers(document, answers, now)
    assert offered == answers
    assert list(offered) == wanted


@pytest.mark.parametrize(
    "fields", [{"text": "Etwas anderes?"}, {"type": QuestionType.NUMBER, "min": 0, "max": 9, "step": 1}]
)
def test_another_wording_or_type_is_another_question(document, scale, fields):
    assert offers(document, {scale.code: 2}, changed(document, scale, **fields)) == {}


@pytest.mark.parametrize("fields", [{"unit": "Prozent"}, {"min": -1}, {"max": 10**9}, {"step": 0.001}])
def test_another_unit_or_other_bounds_make_another_question(document, number, fields):
    assert offers(document, {number.code: number.min}, changed(document, number, **fields)) == {}


@pytest.mark.parametrize("fields", [{"label": "Vielleicht"}, {"code": "OTHER"}, {"exclusive": True}])
def test_other_choices_make_another_question_whichever_was_taken(document, single, fields):
    answers = {single.code: single.choices[1].code}
    assert offers(document, answers, document) == answers
    assert offers(document, answers, changed(document, single, choices=relabelled(single, **fields))) == {}


def test_fewer_choices_make_another_question(document, single):
    answers = {single.code: single.choices[0].code}
    assert offers(document, answers, changed(document, single, choices=single.choices[:-1])) == {}


@pytest.mark.parametrize(
    "fields", [{"text_en": "Else?"}, {"help": "Anders."}, {"required": False}, {"weight": 9}, {"scored": False}]
)
def test_translation_help_and_scoring_leave_the_meaning(document, scale, fields):
    assert offers(document, {scale.code: 2}, changed(document, scale, **fields)) == {scale.code: 2}


def test_another_condition_or_order_of_choices_leaves_the_meaning(document, single):
    condition = next(question.show_if for question in document.questions if question.show_if)
    answers = {single.code: single.choices[0].code}
    now = changed(document, single, show_if=condition, choices=tuple(reversed(single.choices)))
    assert offers(document, answers, now) == answers


def test_new_question_above_the_inventory_changes_all_of_its_rows(document):
    row = next(question for question in document.questions if "application" in question.tags)
    heading = document.tag_definitions.application.model_copy(update={"prompt": "Was planen Sie?"})
    definitions = document.tag_definitions.model_copy(update={"application": heading})
    now = anew(document, tag_definitions=definitions)
    answers = {row.code: row.choices[0].code}
    assert offers(document, answers, document) == answers
    assert offers(document, answers, now) == {}


def test_question_that_was_dropped_or_is_new_offers_nothing(document, scale):
    without = changed(document, scale)
    assert offers(document, {scale.code: 2}, without) == {}
    assert offers(without, {scale.code: 2}, document) == {}


def test_dont_know_and_no_answer_are_not_offered(document, scale, number):
    assert offers(document, {scale.code: DONT_KNOW, number.code: None}, document) == {}


def test_text_that_has_become_too_long_is_not_offered(document):
    text = first(document, type="text")
    now = changed(document, text, max_length=5)
    assert offers(document, {text.code: "kurz"}, now) == {text.code: "kurz"}
    assert offers(document, {text.code: "zu lang"}, now) == {}


def test_questionnaire_compared_with_itself_is_unchanged(document):
    states = continuity(document, document)
    assert list(states) == [question.code for question in document.scored_questions]
    assert set(states.values()) == {Continuity.UNCHANGED}


@pytest.mark.parametrize(
    "fields",
    [
        lambda question: {"text": "Ganz anders gefragt?"},
        lambda question: {"choices": relabelled(question, label="Ganz anders benannt")},
        lambda question: {"choices": relabelled(question, score=0.125)},
        lambda question: {"show_if": None, "hidden_score": None},
    ],
)
def test_other_wording_scores_or_conditions_are_a_break(document, fields):
    question = next(one for one in document.scored_questions if one.show_if is not None and one.choices)
    other = changed(document, question, **fields(question))
    assert continuity(document, other)[question.code] is Continuity.CHANGED
    assert continuity(other, document)[question.code] is Continuity.CHANGED


def test_help_weight_and_english_do_not_break_a_series(document):
    question = document.scored_questions[0]
    other = changed(
        document, question, help="Anders erklärt.", weight=question.weight + 1, text_en="Asked differently?"
    )
    assert continuity(document, other)[question.code] is Continuity.UNCHANGED


def test_questions_that_come_and_go_are_told_apart(document):
    question = document.scored_questions[-1]
    without = changed(document, question)
    assert continuity(document, without)[question.code] is Continuity.DROPPED
    assert continuity(without, document)[question.code] is Continuity.NEW
