from itertools import product

import pytest

from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.conditions import AllOf, AnswerIs, AnyOf, ContextIs, Operator
from survey.questionnaire.routing import (
    Route,
    Truth,
    asked_answers,
    choice_is_offered,
    evaluate,
    route,
    visible_codes,
)

YES, NO, OPEN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
# One question of each truth: answered as asked, answered otherwise, not answered.
PARTS = {
    YES: AnswerIs(code="QUE-01", op="eq", value=1),
    NO: AnswerIs(code="QUE-02", op="eq", value=1),
    OPEN: AnswerIs(code="QUE-03", op="eq", value=1),
}
WAY = Route({"QUE-01": YES, "QUE-02": YES, "QUE-03": YES}, {"QUE-01": 1, "QUE-02": 2})


@pytest.mark.parametrize("truths", [*product(Truth), *product(Truth, repeat=2), *product(Truth, repeat=3)])
def test_all_is_false_before_unknown_before_true(truths):
    expected = NO if NO in truths else OPEN if OPEN in truths else YES
    assert evaluate(AllOf(all=tuple(PARTS[truth] for truth in truths)), WAY) is expected


@pytest.mark.parametrize("truths", [*product(Truth), *product(Truth, repeat=2), *product(Truth, repeat=3)])
def test_any_is_true_before_unknown_before_false(truths):
    expected = YES if YES in truths else OPEN if OPEN in truths else NO
    assert evaluate(AnyOf(any=tuple(PARTS[truth] for truth in truths)), WAY) is expected


def test_groups_nest():
    inner = AnyOf(any=(PARTS[NO], PARTS[OPEN]))
    assert evaluate(AllOf(all=(PARTS[YES], inner)), WAY) is OPEN
    assert evaluate(AnyOf(any=(AllOf(all=(inner, PARTS[NO])), PARTS[YES])), WAY) is YES


@pytest.mark.parametrize(
    ("op", "value", "answer", "expected"),
    [
        ("eq", 2, 2, YES),
        ("eq", 2, 3, NO),
        ("ne", 2, 3, YES),
        ("ne", 2, 2, NO),
        ("gt", 2, 3, YES),
        ("gt", 2, 2, NO),
        ("gte", 2, 2, YES),
        ("gte", 2, 1, NO),
        ("lt", 2, 1.5, YES),
        ("lt", 2, 2, NO),
        ("lte", 2, 2, YES),
        ("lte", 2, 2.5, NO),
        ("in", [1, 2], 2, YES),
        ("in", ["OPER", "PLAN"], "NONE", NO),
        ("not_in", ["OPER", "PLAN"], "NONE", YES),
        ("not_in", [1, 2], 2, NO),
        ("contains", "PAY", ["ACCT", "PAY"], YES),
        ("contains", "PAY", ["ACCT"], NO),
        ("not_contains", "PAY", ["ACCT"], YES),
        ("not_contains", "PAY", ["PAY"], NO),
        ("answered", None, 0, YES),
        ("answered", None, "text", YES),
        ("eq", 0, 0, YES),
    ],
)
def test_operator_compares_the_answer(op, value, answer, expected):
    condition = AnswerIs.model_validate({"code": "QUE-01", "op": op, "value": value})
    assert evaluate(condition, Route({"QUE-01": YES}, {"QUE-01": answer})) is expected


@pytest.mark.parametrize("op", Operator)
def test_condition_on_a_missing_answer_is_unknown_whatever_the_operator(op):
    condition = AnswerIs(code="QUE-01", op=op, value=["A"])
    assert evaluate(condition, Route({"QUE-01": YES}, {})) is OPEN
    assert evaluate(condition, Route({"QUE-01": YES}, {"QUE-01": DONT_KNOW})) is OPEN
    assert evaluate(condition, Route({"QUE-01": OPEN}, {})) is OPEN


@pytest.mark.parametrize("op", Operator)
def test_condition_on_a_hidden_question_is_false_whatever_the_operator(op):
    assert evaluate(AnswerIs(code="QUE-01", op=op, value=["A"]), Route({"QUE-01": NO}, {})) is NO


@pytest.mark.parametrize(("population", "expected"), [(4200, YES), (62000, NO), (10000, NO), (None, OPEN)])
def test_condition_on_the_population_is_unknown_without_one(population, expected):
    condition = ContextIs(context="population", op="lt", value=10000)
    assert evaluate(condition, WAY, {"population": population}) is expected


def test_condition_on_the_population_is_unknown_without_context():
    assert evaluate(ContextIs(context="population", op="lt", value=10000), WAY) is OPEN


def test_every_question_has_a_truth_in_the_order_of_the_document(document):
    assert list(route(document, {}).truths) == [question.code for question in document.questions]


@pytest.mark.parametrize(("step", "expected"), [(2, YES), (4, YES), (1, NO), (DONT_KNOW, OPEN), (None, OPEN)])
def test_conditional_question_follows_its_parent(document, step, expected):
    assert route(document, {"STR-02": step}).truths["STR-03"] is expected
    assert ("STR-03" in visible_codes(document, {"STR-02": step})) is (expected is YES)


def test_answer_to_a_hidden_question_is_kept_back(document):
    assert asked_answers(document, {"STR-02": 1, "STR-03": "yes"}) == {"STR-02": 1}


def test_answer_to_an_undecided_question_is_kept_back(document):
    assert asked_answers(document, {"STR-02": DONT_KNOW, "STR-03": "yes"}) == {"STR-02": DONT_KNOW}


def test_answer_counts_again_when_its_question_is_shown_again(document):
    answers = {"STR-02": 2, "STR-03": "yes"}
    assert asked_answers(document, answers) == answers


def test_empty_values_and_unknown_codes_are_not_handed_in(document):
    assert asked_answers(document, {"STR-01": None, "VER-04": [], "IKZ-09": "", "OLD-01": 3, "STR-05": "UNIT"}) == {
        "STR-05": "UNIT"
    }


def test_answers_given_are_not_changed(document):
    answers = {"SMA-01": "NA", "SMA-02": "OPER", "SMA-11": ["PARKING", "TRAFFIC"]}
    asked_answers(document, answers)
    assert answers["SMA-11"] == ["PARKING", "TRAFFIC"]


@pytest.mark.parametrize(
    ("status", "offered"), [("OPER", True), ("PLAN", True), ("INTR", False), (DONT_KNOW, False), (None, False)]
)
def test_choice_is_offered_only_if_its_condition_is_true(document, status, offered):
    way = route(document, {"SMA-01": status})
    assert choice_is_offered(document.question("SMA-11").choice("PARKING"), way) is offered


def test_choice_without_a_condition_is_always_offered(document):
    assert choice_is_offered(document.question("SMA-11").choice("NONE"), route(document, {}))


def test_tick_on_a_choice_that_is_no_longer_offered_is_kept_back(document):
    answers = {"SMA-01": "NONE", "SMA-02": "OPER", "SMA-11": ["PARKING", "TRAFFIC"]}
    assert asked_answers(document, answers)["SMA-11"] == ["TRAFFIC"]


def test_question_whose_every_tick_is_no_longer_offered_counts_as_unanswered(document):
    answers = {"SMA-01": "NONE", "SMA-02": "OPER", "SMA-11": ["PARKING"]}
    assert "SMA-11" not in asked_answers(document, answers)


def test_dont_know_stands_although_choices_are_conditional(document):
    assert asked_answers(document, {"SMA-02": "OPER", "SMA-11": DONT_KNOW})["SMA-11"] == DONT_KNOW


def test_choice_of_a_single_question_that_is_not_offered_counts_as_unanswered(document):
    data = document.model_dump(mode="json")
    asked = data["sections"][0]["questions"][4]
    asked["choices"][4]["show_if"] = {"all": [{"code": "STR-02", "op": "gte", "value": 2}]}
    changed = type(document).model_validate(data)
    assert asked_answers(changed, {"STR-02": 1, "STR-05": "UNIT"}) == {"STR-02": 1}
    assert asked_answers(changed, {"STR-02": 3, "STR-05": "UNIT"}) == {"STR-02": 3, "STR-05": "UNIT"}
