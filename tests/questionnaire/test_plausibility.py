import pytest

from survey.questionnaire.answers import DONT_KNOW
from survey.questionnaire.plausibility import all_warnings, triggered_warnings


def test_warning_carries_its_message_in_both_languages(document):
    (warning,) = triggered_warnings(document.question("STR-06"), document, {"STR-06": 8}, 4200)
    assert warning.message.startswith("Mehr als 5 Stellen")
    assert warning.message_en.startswith("More than 5 posts")


@pytest.mark.parametrize("responsible", [None, DONT_KNOW])
def test_warning_that_cannot_be_decided_does_not_appear(document, responsible):
    answers = {"STR-05": responsible, "STR-06": 0}
    assert triggered_warnings(document.question("STR-06"), document, answers, 4200) == []


def test_warning_about_a_hidden_answer_does_not_appear(document):
    answers = {"STR-02": 1, "STR-03": "yes", "STR-08": 0}
    assert triggered_warnings(document.question("STR-08"), document, answers) == []
    assert triggered_warnings(document.question("STR-08"), document, {**answers, "STR-02": 2})


def test_warning_of_a_hidden_question_does_not_appear(document):
    answers = {"VER-01": 1, "VER-03": 90}
    assert triggered_warnings(document.question("VER-03"), document, answers) == []


def test_all_warnings_name_only_questions_that_have_one(document):
    found = all_warnings(document, {"STR-05": "UNIT", "STR-06": 0, "STR-07": 500}, 4200)
    assert {code: len(warnings) for code, warnings in found.items()} == {"STR-06": 1, "STR-07": 1}


def test_full_return_without_contradictions_has_no_warnings(document):
    assert all_warnings(document, {"STR-05": "UNIT", "STR-06": 2, "STR-07": 50000}, 62000) == {}


def test_warning_of_a_hidden_question_does_not_appear_for_another_reason_either(document):
    data = document.model_dump(mode="json")
    when = {"any": [{"code": "STR-03", "op": "eq", "value": "no"}, {"code": "STR-01", "op": "eq", "value": 5}]}
    warning = {"when": when, "message": "Bitte prüfen.", "message_en": "Please check."}
    data["sections"][0]["questions"][2]["warnings"] = [warning]
    changed = type(document).model_validate(data)
    assert all_warnings(changed, {"STR-01": 5, "STR-02": 1}) == {}
    assert all_warnings(changed, {"STR-01": 5, "STR-02": DONT_KNOW}) == {}
    assert list(all_warnings(changed, {"STR-01": 5, "STR-02": 2})) == ["STR-03"]
