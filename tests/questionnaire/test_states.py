import pytest

from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.states import AnswerState, Progress, answer_states, missing_required, progress


@pytest.mark.parametrize(
    ("code", "answers", "state"),
    [
        ("STR-02", {"STR-02": 0}, "answered"),
        ("STR-02", {"STR-02": DONT_KNOW}, "dont_know"),
        ("STR-02", {}, "unanswered"),
        ("STR-02", {"STR-02": None}, "unanswered"),
        ("VER-04", {"VER-04": []}, "unanswered"),
        ("STR-03", {"STR-02": 1, "STR-03": "yes"}, "not_asked"),
        ("STR-03", {"STR-02": DONT_KNOW}, "not_asked"),
        ("STR-03", {"STR-02": 2}, "unanswered"),
        ("SMA-01", {"SMA-01": "NA"}, "not_applicable"),
        ("BIL-01", {"BIL-01": "NA"}, "not_applicable"),
        ("STR-01", {"STR-01": 3}, "answered"),
        ("IKZ-08", {"IKZ-08": "USE"}, "answered"),
        ("IKZ-06", {"IKZ-06": ["COOR"]}, "answered"),
        ("STR-06", {"STR-06": 0}, "answered"),
        ("SMA-11", {"SMA-02": "OPER", "SMA-11": ["PARKING"]}, "unanswered"),
    ],
)
def test_question_is_in_one_of_five_states(document, code, answers, state):
    assert answer_states(document, answers)[code] == AnswerState(state)


def test_every_question_has_a_state_in_the_order_of_the_document(document):
    assert list(answer_states(document, {})) == [question.code for question in document.questions]


def test_required_questions_without_a_value_are_missing_in_order(document):
    missing = [question.code for question in missing_required(document, {"STR-01": 3, "STR-02": DONT_KNOW})]
    assert missing[:2] == ["STR-05", "STR-08"]
    assert missing[-1] == "IKZ-08"


def test_hidden_and_voluntary_questions_are_never_missing(document):
    missing = {question.code for question in missing_required(document, {"STR-02": 4})}
    assert not missing & {"STR-03", "STR-06", "SMA-11", "SMA-13", "IKZ-09"}


def test_required_question_becomes_missing_when_it_is_shown(document):
    assert "SMA-13" in {question.code for question in missing_required(document, {"SMA-01": "OPER"})}


def test_progress_counts_shown_questions_of_each_section(document):
    found = progress(document, {"STR-01": 3, "STR-02": DONT_KNOW, "STR-03": "yes", "VER-01": 3})
    assert list(found) == [section.code for section in document.sections]
    assert found["STR"] == Progress(answered=2, asked=7, required_missing=3)
    assert found["VER"].answered == 1


def test_progress_follows_the_conditions(document):
    before, after = progress(document, {"STR-02": 1})["STR"], progress(document, {"STR-02": 2})["STR"]
    assert (before.asked, after.asked) == (7, 9)
