import pytest
from pydantic import ValidationError

from survey.questionnaire.document import short_name, translated


def test_questions_are_found_by_code_and_know_their_section(document):
    assert document.question("VER-03").unit == "%"
    assert document.section_of("VER-03") is document.section("VER")
    assert document.section_by_slug("digitale-verwaltung") is document.section("VER")


@pytest.mark.parametrize("look_up", ["question", "section", "section_by_slug", "section_of"])
def test_unknown_names_are_key_errors(document, look_up):
    with pytest.raises(KeyError):
        getattr(document, look_up)("nobody")


def test_step_is_found_by_its_code_and_by_its_stored_value(document):
    question = document.question("STR-02")
    assert question.choice("3") is question.choice(3)
    assert question.value_of(question.choice("3")) == 3


def test_choice_of_a_single_question_is_stored_by_its_code(document):
    question = document.question("STR-05")
    assert question.value_of(question.choice("UNIT")) == "UNIT"


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Einstieg"), ("en", "Starting"), ("en-gb", "Starting"), ("fr", "Einstieg")]
)
def test_text_is_english_for_english_and_german_for_all_others(document, language, text):
    assert translated(document.levels[0], "name", language) == text


def test_title_is_that_of_the_questionnaire(document):
    assert translated(document, "title", "de") == "Atlas Digitalisierung Region Stuttgart – Befragung 2026"
    assert translated(document, "title", "en") == "Digitalisation Atlas of the Stuttgart Region – Survey 2026"


@pytest.mark.parametrize(("language", "name"), [("de", "E-Akte"), ("en", "Electronic file")])
def test_a_chart_calls_a_question_by_its_short_name(document, language, name):
    assert short_name(document.question("VER-05"), language) == name


def test_without_a_short_name_a_chart_uses_the_text(document):
    question = document.question("VER-05").model_copy(update={"short": None, "short_en": None})
    assert short_name(question, "de") == "Wie weit ist die elektronische Akte eingeführt?"


def test_without_a_short_name_a_chart_leaves_out_what_a_title_explains_in_brackets(document):
    section = document.section("SMA").model_copy(update={"short": None, "short_en": None})
    assert short_name(section, "en") == "Smart applications"


def test_document_cannot_be_changed(document):
    with pytest.raises(ValidationError):
        document.questions[0].weight = 5
