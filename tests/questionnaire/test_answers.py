import math

import pytest

from survey.questionnaire.answers import DONT_KNOW, check, is_empty
from survey.questionnaire.refusals import InvalidAnswer, Reason


@pytest.fixture
def checked(document):
    return lambda code, value: check(document.question(code), value)


@pytest.fixture
def refused(document):
    def reason(code, value):
        with pytest.raises(InvalidAnswer) as error:
            check(document.question(code), value)
        return error.value.reason, error.value.params

    return reason


@pytest.mark.parametrize(
    ("code", "value", "stored"),
    [
        ("STR-02", 3, 3),
        ("STR-02", "3", 3),
        ("STR-01", "5", 5),
        ("STR-03", "yes", "yes"),
        ("STR-05", "UNIT", "UNIT"),
        ("STR-06", 0.5, 0.5),
        ("STR-06", 3.0, 3),
        ("STR-06", 0, 0),
        ("STR-06", 500, 500),
        ("STR-06", 0.1 + 0.2, 0.3),
        ("VER-04", ["PAY", "ACCT"], ["ACCT", "PAY"]),
        ("VER-04", ("PAY", "PAY"), ["PAY"]),
        ("VER-04", ["NONE"], ["NONE"]),
        ("IKZ-09", "  Zeile 1\r\nZeile 2 ", "Zeile 1\nZeile 2"),
        ("IKZ-09", "x" * 1000, "x" * 1000),
        (
            "STR-04",
            " https://www.esslingen.de/digital?seite=1#ziele ",
            "https://www.esslingen.de/digital?seite=1#ziele",
        ),
        ("STR-04", "http://münchen.example:8080/ü", "http://münchen.example:8080/ü"),
        ("STR-04", "www.esslingen.de", "https://www.esslingen.de"),
        ("STR-02", DONT_KNOW, DONT_KNOW),
        ("VER-04", [DONT_KNOW], DONT_KNOW),
        ("STR-06", DONT_KNOW, DONT_KNOW),
    ],
)
def test_valid_value_is_stored_in_one_form(checked, code, value, stored):
    found = checked(code, value)
    assert found == stored
    assert type(found) is type(stored)


@pytest.mark.parametrize("code", ["STR-02", "STR-01", "STR-03", "STR-05", "STR-06", "VER-04", "IKZ-09", "STR-04"])
@pytest.mark.parametrize("value", [None, "", [], ()])
def test_nothing_is_no_answer(checked, code, value):
    assert checked(code, value) is None


@pytest.mark.parametrize("code", ["IKZ-09", "STR-04"])
def test_blanks_are_no_answer(checked, code):
    assert checked(code, " \r\n ") is None


@pytest.mark.parametrize("value", [5, -1, "5", "x", "01", "²"])
def test_step_that_is_not_offered_is_refused(refused, value):
    assert refused("STR-02", value) == (Reason.UNKNOWN_CHOICE, {"value": value})


def test_priority_zero_is_refused(refused):
    assert refused("STR-01", 0)[0] is Reason.UNKNOWN_CHOICE


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("STR-02", True),
        ("STR-02", 3.0),
        ("STR-02", [3]),
        ("STR-03", True),
        ("STR-05", 1),
        ("STR-06", "0,5"),
        ("STR-06", True),
        ("STR-06", [1]),
        ("VER-04", "PAY"),
        ("VER-04", {"PAY": True}),
        ("VER-04", [1]),
        ("IKZ-09", 5),
        ("STR-04", ["https://example.org"]),
    ],
)
def test_value_of_another_type_is_refused(refused, code, value):
    assert refused(code, value)[0] is Reason.WRONG_TYPE


@pytest.mark.parametrize(("code", "value"), [("STR-05", "BOSS"), ("STR-03", "ja"), ("STR-05", "unit")])
def test_choice_that_does_not_exist_is_refused(refused, code, value):
    assert refused(code, value) == (Reason.UNKNOWN_CHOICE, {"value": value})


def test_tick_that_does_not_exist_is_refused(refused):
    assert refused("VER-04", ["PAY", "FAX"]) == (Reason.UNKNOWN_CHOICE, {"value": "FAX"})


@pytest.mark.parametrize("value", [-0.1, 500.1, 10**40, -(10**40)])
def test_number_out_of_range_is_refused_with_the_range(refused, value):
    assert refused("STR-06", value) == (Reason.OUT_OF_RANGE, {"min": 0, "max": 500})


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400], ids=str.__call__)
def test_number_that_is_not_finite_is_refused(refused, value):
    assert refused("STR-06", value)[0] is Reason.NOT_A_NUMBER


@pytest.mark.parametrize(("code", "value", "step"), [("STR-06", 0.25, 0.1), ("VER-03", 12.5, 1), ("STR-07", 99.99, 1)])
def test_number_between_the_steps_is_refused_with_the_step(refused, code, value, step):
    assert refused(code, value) == (Reason.WRONG_STEP, {"step": step, "min": 0})


def test_every_tenth_of_a_post_is_accepted(checked):
    assert [checked("STR-06", tenths / 10) for tenths in range(5001)] == [tenths / 10 for tenths in range(5001)]


def test_exclusive_choice_with_another_is_refused_with_the_choice(refused):
    reason, params = refused("VER-04", ["PAY", "NONE"])
    assert reason is Reason.EXCLUSIVE_WITH_OTHERS
    assert params["choice"].label == "Keinen dieser Bausteine"


def test_too_many_ticks_are_refused_with_the_limit(refused):
    assert refused("IKZ-06", ["COOR", "ADVI", "PROC", "FUND"]) == (Reason.TOO_MANY_CHOICES, {"max_choices": 3})


def test_one_choice_ticked_often_counts_once(checked):
    assert checked("IKZ-06", ["COOR"] * 9) == ["COOR"]


def test_text_over_the_limit_is_refused_with_limit_and_length(refused):
    assert refused("IKZ-09", "x" * 1001) == (Reason.TOO_LONG, {"max_length": 1000, "length": 1001})


def test_line_end_of_a_browser_counts_as_one_character(checked):
    assert len(checked("IKZ-09", "x\r\n" * 499 + "yy")) == 1000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_line_end_of_every_program_is_a_line_end(checked, end):
    assert checked("IKZ-09", f"eins{end}zwei{end}") == "eins\nzwei"


def test_other_controls_are_left_out(checked):
    controls = [chr(number) for number in (*range(0x20), *range(0x7F, 0xA0)) if chr(number).strip()]
    assert len(controls) == 55
    for control in controls:
        assert checked("IKZ-09", f"eins{control}zwei{control}") == "einszwei", hex(ord(control))


NOTHING_TO_SEE = [
    *("\u00a0", "\u2003", "\u3000", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e"),
    *("\ufe0f", "\U000e0100", "\u034f", "\u180e", "\u3164", "\u115f", "\uffa0", "\u2800", "\x07", "\U000e0020"),
    *("\u0301", "\u061c", "\x00", "\u2028", "\ufeff\u200b \n\u00a0"),
]


@pytest.mark.parametrize("code", ["IKZ-09", "STR-04"])
@pytest.mark.parametrize("text", NOTHING_TO_SEE, ids=ascii)
def test_nothing_to_see_is_no_answer(checked, code, text):
    assert checked(code, text) is None
    assert checked(code, text * 3) is None


@pytest.mark.parametrize("text", ["0", ".", "–", "❤️", "👩‍💻", "\ue000", "हिन्दी", "e\u0301", "x\u200by", "€"], ids=ascii)
def test_what_can_be_seen_is_an_answer(checked, text):
    assert checked("IKZ-09", text) == text


@pytest.mark.parametrize("text", ["a\ud800b", "a\ufffeb"])
def test_text_that_no_database_can_keep_is_refused(refused, text):
    assert refused("IKZ-09", text)[0] is Reason.NOT_TEXT


@pytest.mark.parametrize(
    "text",
    [
        "esslingen",
        "ftp://esslingen.de",
        "javascript:alert(1)",
        "mailto:rathaus@esslingen.de",
        "https://",
        "https:///pfad",
        "https:esslingen.de",
        "//esslingen.de",
        "https://user:geheim@esslingen.de",
        "https://user@esslingen.de",
        "https://@esslingen.de",
        "https://ess lingen.de",
        "https://esslingen.de/a b",
        "https://esslingen.de\nhttps://x.de",
        "https:\\\\esslingen.de",
        "https://esslingen.de:port/",
        "https://esslingen.de:99999/",
        "https://[::1",
    ],
)
def test_text_that_is_no_web_address_is_refused(refused, text):
    assert refused("STR-04", text)[0] is Reason.NOT_A_URL


def test_web_address_over_500_characters_is_refused(checked, refused):
    address = "https://example.org/" + "x" * 480
    assert checked("STR-04", address) == address
    assert refused("STR-04", address + "x") == (Reason.TOO_LONG, {"max_length": 500, "length": 501})


@pytest.mark.parametrize("code", ["STR-04", "IKZ-09"])
def test_dont_know_is_refused_where_it_is_not_offered(refused, code):
    assert refused(code, DONT_KNOW)[0] is Reason.DONT_KNOW_NOT_OFFERED


def test_dont_know_beside_ticks_is_refused(refused):
    assert refused("VER-04", ["PAY", DONT_KNOW])[0] is Reason.DONT_KNOW_WITH_OTHERS


@pytest.mark.parametrize(("value", "empty"), [(None, True), ("", True), ([], True), (0, False), (DONT_KNOW, False)])
def test_zero_and_dont_know_are_answers(value, empty):
    assert is_empty(value) is empty
