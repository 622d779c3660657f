import pytest

from survey.questionnaire.numbers import parse_number
from survey.questionnaire.refusals import InvalidAnswer, Reason

GERMAN = {
    "0": 0,
    "12": 12,
    "0,5": 0.5,
    "0.5": 0.5,
    "0.125": 0.125,
    "1.5": 1.5,
    "12.34": 12.34,
    "1.500": 1500,
    "1.234,5": 1234.5,
    "1234,5": 1234.5,
    "1.234.567,25": 1234567.25,
    "1 234 567": 1234567,
    "1\u202f234,5": 1234.5,
    "  7 ": 7,
    "-3": -3,
    "−3,5": -3.5,
    "+4": 4,
    "007": 7,
    "3,0": 3,
    "1,500,000": 1_500_000,
    "1,500,000.5": 1_500_000.5,
}
ENGLISH = {
    "0.5": 0.5,
    "1,234.5": 1234.5,
    "1234.5": 1234.5,
    "1,500": 1500,
    "1,234,567": 1234567,
    "12": 12,
    "1.500.000": 1_500_000,
}
EUROS, POSTS, SHARE = ("Euro", "euros"), ("Vollzeitäquivalente", "full-time equivalents"), ("%", "%")
WITH_UNIT = [
    ("1.500.000 €", EUROS, 1_500_000),
    ("1.500.000\u00a0EUR", EUROS, 1_500_000),
    ("€ 1.500", EUROS, 1500),
    ("1500Euro", EUROS, 1500),
    ("3 VZÄ", POSTS, 3),
    ("3 VZA\u0308", POSTS, 3),
    ("0,5 Stellen", POSTS, 0.5),
    ("2,5 Vollzeitäquivalente", POSTS, 2.5),
    ("80 %", SHARE, 80),
    ("80\u202fProzent", SHARE, 80),
    ("3 Fahrräder", ("Fahrräder", "bicycles"), 3),
]
SPACES_NOBODY_SEES = {
    "thin": "1\u2009500",
    "narrow": "1\u202f500",
    "figure": "1\u2007500",
    "no break": "1\u00a0500",
    "no width": "1\u200b500",
    "soft hyphen": "1\u00ad500",
    "joiner": "\u20601500",
    "byte order mark": "\ufeff1500",
    "mark of direction": "1.500\u200f",
    "override": "\u202d1500\u202c",
}
OTHER_UNIT = ["3 %", "1.500 Mio. €", "3 Mio.", "1.500 T€", "3 VZÄ", "5 € 6", "€", "5 €€", "12-14", "3 oder 4 €"]
REFUSED = [
    "",
    " ",
    "abc",
    "1e5",
    "nan",
    "inf",
    "Infinity",
    "٣",
    "１２",
    "1_000",
    "0x10",
    "--1",
    "1-",
    "5 €",
    "80 %",
    "½",
]
REFUSED_GERMAN = ["1,2,3", "1.2.3", "1.23,4", "12.3456.789", "1,234.5", "1.234 567", ",", "5,", "0.123.456", "9" * 41]
REFUSED_ENGLISH = ["0,5", "1,5", "1.234,5", "12,34", "1,234,56", "1.2.3"]


@pytest.mark.parametrize(("text", "number"), GERMAN.items())
def test_german_text_is_read_as_number(text, number):
    assert parse_number(text, "de") == number


@pytest.mark.parametrize(("text", "number"), ENGLISH.items())
def test_english_text_is_read_as_number(text, number):
    assert parse_number(text, "en-gb") == number


@pytest.mark.parametrize(("text", "units", "number"), WITH_UNIT)
def test_the_unit_of_the_question_may_stand_beside_the_number(text, units, number):
    assert parse_number(text, "de", units) == number


@pytest.mark.parametrize("text", SPACES_NOBODY_SEES.values(), ids=SPACES_NOBODY_SEES)
def test_what_nobody_sees_does_not_change_the_number(text):
    assert parse_number(text, "de") == parse_number(text, "en") * (1 if "." not in text else 1000) == 1500


@pytest.mark.parametrize("text", OTHER_UNIT)
def test_another_unit_may_mean_another_number_and_is_refused(text):
    with pytest.raises(InvalidAnswer):
        parse_number(text, "de", EUROS)


@pytest.mark.parametrize(
    ("text", "language"),
    [*((text, "de") for text in REFUSED + REFUSED_GERMAN), *((text, "en") for text in REFUSED + REFUSED_ENGLISH)],
)
def test_other_text_is_refused(text, language):
    with pytest.raises(InvalidAnswer) as refused:
        parse_number(text, language)
    assert refused.value.reason is Reason.NOT_A_NUMBER


@pytest.mark.parametrize("text", ["3", "3,0", "3.0", "1.500"])
def test_integral_number_is_an_int(text):
    assert type(parse_number(text, "de")) is int
