"""Corners of the method that the worked cases leave out."""

import pytest

from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.document import Document
from survey.questionnaire.gaps import gap, mean_gap, quadrant
from survey.questionnaire.items import question_score
from survey.questionnaire.scoring import Score, index, level, round_score, score_answers


def section_scores(document, answers):
    return score_answers(document, answers).sections


def changed(document, section, question, **values):
    data = document.model_dump(mode="json")
    data["sections"][section]["questions"][question].update(values)
    return Document.model_validate(data)


def test_nothing_answered_gives_no_value_but_the_whole_range(document):
    strategy = section_scores(document, {})["INF"]
    assert strategy == Score(score=None, low=0.0, high=100.0, answered_share=0.0, applicable_share=1.0)


def test_nothing_applicable_gives_no_range_either(document):
    answers = {f"SMA-{number:02}": "NA" for number in range(1, 11)}
    data = document.model_dump(mode="json")
    data["sections"] = [section for section in data["sections"] if section["code"] == "SMA"]
    for question in data["sections"][0]["questions"]:
        question["warnings"] = []
        if question["hidden_score"]:
            question["hidden_score"] = "exclude"
    only = Document.model_validate(data)
    assert section_scores(only, answers)["SMA"] == Score(None, None, None, None, 0.0)
    result = score_answers(only, answers)
    assert result.index == Score(None, None, None, None, 0.0)


def test_section_without_scored_questions_has_no_score(document):
    data = document.model_dump(mode="json")
    data["sections"][0]["questions"] = [data["sections"][0]["questions"][0]]
    data["sections"] = data["sections"][:1]
    assert section_scores(Document.model_validate(data), {})["STR"] == Score(None, None, None, None, None)


def test_index_without_enough_sections_has_no_range(document):
    empty = dict.fromkeys((section.code for section in document.sections), Score(None, 0.0, 100.0, 0.0, 1.0))
    assert index(document, empty) == Score(None, None, None, 0.0, 1.0)


def test_range_of_the_index_weights_the_ranges_of_the_carrying_sections(document):
    sections = {section.code: Score(50.0, 40.0, 60.0, 1.0, 1.0) for section in document.sections}
    sections["VER"] = Score(80.0, 70.0, 90.0, 0.5, 1.0)
    sections["INF"] = Score(None, 0.0, 100.0, 0.0, 1.0)
    found = index(document, sections)
    mean = (70 * 50 + 20 * 80) / 90
    assert (found.score, found.low, found.high) == pytest.approx((mean, mean - 10, mean + 10))


def test_shares_of_the_index_are_taken_over_all_items(document):
    found = score_answers(document, {"INF-01": 45, "INF-02": 3, "INF-04": 2, "INF-05": "PART"}).index
    total = sum(question.weight for question in document.scored_questions)
    assert found.answered_share == pytest.approx(3.5 / total)
    assert found.applicable_share == 1.0


def test_answer_kept_on_a_hidden_question_does_not_score(document):
    answers = {"STR-02": 1, "STR-05": "UNIT", "STR-08": 2, "STR-09": 2}
    assert section_scores(document, answers) == section_scores(document, {**answers, "STR-03": "yes"})


@pytest.mark.parametrize(
    ("score", "printed"),
    [
        (None, None),
        (56.25, 56.3),
        (56.3499999, 56.3),
        (56.349999999999, 56.4),
        (19.949999999999996, 20.0),
        (0, 0.0),
        (100, 100.0),
        (0.05, 0.1),
        (1e-12, 0.0),
        (-12.25, -12.3),
    ],
)
def test_score_is_rounded_half_up_to_one_decimal(score, printed):
    assert round_score(score) == printed


@pytest.mark.parametrize(("score", "code"), [(19.94, "L1"), (19.95, "L2"), (20, "L2"), (79.949, "L4"), (79.95, "L5")])
def test_level_is_read_from_the_rounded_score(document, score, code):
    assert level(document, score).code == code


def test_there_is_no_level_without_a_score(document):
    assert level(document, None) is None


def test_ticks_can_take_the_best_instead_of_the_sum(document):
    question = changed(document, 1, 3, multi_score="max").question("VER-04")
    assert question_score(question, ["ACCT", "PAY"]) == 0.2


def test_ticks_without_any_score_are_not_applicable(document):
    assert question_score(document.question("IKZ-06"), ["COOR"]) is None


@pytest.mark.parametrize(
    ("priority", "maturity", "expected"),
    [(75, 49, "act"), (75, 50, "keep"), (74, 49, "watch"), (74, 50, "secure")],
)
def test_limits_of_the_quadrants_belong_to_high(document, priority, maturity, expected):
    assert quadrant(document, priority, maturity) == expected


def test_question_without_a_pair_has_no_gap(document):
    assert gap(document, document.question("STR-02"), {"STR-02": 2}) is None


@pytest.mark.parametrize("priority", [None, DONT_KNOW])
def test_there_is_no_gap_without_a_priority(document, priority):
    assert gap(document, document.question("VER-05"), {"VER-05": 2, "VER-06": priority}) is None


def test_mean_gap_of_nobody_is_none():
    assert mean_gap([None, None]) is None


def test_other_limits_in_the_document_are_respected(document):
    data = document.model_dump(mode="json")
    data["scoring"]["min_answered_share"] = 0.4
    answers = {"INF-01": 45, "INF-02": DONT_KNOW, "INF-04": DONT_KNOW, "INF-05": "PART"}
    assert section_scores(document, answers)["INF"].score is None
    assert section_scores(Document.model_validate(data), answers)["INF"].score is not None
