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
}
ENGLISH = {"0.5": 0.5, "1,234.5": 1234.5, "1234.5": 1234.5, "1,500": 1500, "1,234,567": 1234567, "12": 12}
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
