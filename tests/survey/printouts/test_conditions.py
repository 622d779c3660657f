"""The routing in words."""

import pytest

from survey.printouts.conditions import codes_in_words, condition_text
from survey.printouts.empty import empty_printout
from survey.questionnaire.conditions import AllOf, AnswerIs, AnyOf, ContextIs
from tests.factories import ResponseFactory


def is_(code, op, value=None):
    return AnswerIs(code=code, op=op, value=value)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (is_("VER-11", "eq", "yes"), "Frage VER-11 mit „Ja“ beantwortet ist"),
        (is_("VER-11", "ne", "yes"), "Frage VER-11 beantwortet ist, aber nicht mit „Ja“"),
        (is_("STR-06", "gt", 2.5), "die Antwort auf Frage STR-06 über 2,5 Vollzeitäquivalente liegt"),
        (
            is_("STR-02", "gte", 2),
            "die Antwort auf Frage STR-02 mindestens „Sie ist beschlossen, die Umsetzung beginnt“ lautet",
        ),
        (is_("STR-02", "answered"), "Frage STR-02 beantwortet ist"),
        (
            AllOf(all=(is_("VER-11", "eq", "yes"), is_("STR-02", "answered"))),
            "Frage VER-11 mit „Ja“ beantwortet ist und Frage STR-02 beantwortet ist",
        ),
        (
            AnyOf(any=tuple(is_(f"SMA-0{n}", "in", ["OPER", "NONE"]) for n in (1, 2, 3))),
            "mindestens eine der Fragen SMA-01 bis SMA-03 mit „in Betrieb“ oder „nicht geplant“ beantwortet ist",
        ),
        (
            AnyOf(any=(is_("VER-11", "eq", "no"), AllOf(all=(is_("STR-02", "answered"), is_("STR-06", "answered"))))),
            "Frage VER-11 mit „Nein“ beantwortet ist "
            "oder (Frage STR-02 beantwortet ist und Frage STR-06 beantwortet ist)",
        ),
    ],
)
def test_conditions_are_told_in_words(document, condition, words):
    assert condition_text(document, condition) == words


def test_what_nobody_is_asked_has_no_place_in_the_routing(document):
    with pytest.raises(ValueError, match="population"):
        condition_text(document, ContextIs(context="population", op="gt", value=1))


def test_codes_that_do_not_follow_each_other_are_listed(document):
    assert codes_in_words(document, ["SMA-01", "SMA-02", "SMA-04"]) == "SMA-01, SMA-02, SMA-04"


def test_every_conditional_question_of_the_questionnaire_says_when(db, document):
    response = ResponseFactory()
    printout = empty_printout(response.municipality, response.wave)
    items = [item for section in printout.sections for item in section.items]
    questions = [question for item in items for question in getattr(item, "rows", [item])]
    assert [question.code for question in questions] == [question.code for question in document.questions]
    for question in questions:
        is_conditional = document.question(question.code).show_if is not None
        assert any(note.startswith("Nur, wenn ") for note in question.notes) is is_conditional, question.code
