import pandas as pd
import pytest
from django.utils import translation

from atlas.catalogue import entries, folded
from tests.factories import shipped_document


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


NOTHING = pd.DataFrame(columns=["question", "state", "n"])


def found(**query):
    return [entry.inquiry.code for entry in entries(shipped_document(), NOTHING, **query)]


def test_all_questions_are_listed_in_the_order_of_the_questionnaire():
    assert found() == [question.code for question in shipped_document().questions]


def test_search_knows_neither_case_nor_accents():
    assert "SMA-09" in found(search="BURGER-app")
    assert folded("Straße Ähre") == "strasse ahre"


def test_every_word_has_to_occur():
    assert found(search="digitalisierung wichtig") == ["STR-01"]
    assert found(search="digitalisierung wichtig unbekannteswort") == []


def test_words_of_choices_and_codes_are_found_as_well():
    assert "SMA-01" in found(search="in betrieb")
    assert found(search="str-02") == ["STR-02"]


def test_section_narrows_the_list():
    assert {code[:3] for code in found(section="DAT")} == {"DAT"}


def test_shares_are_of_those_that_were_asked():
    rows = [("STR-02", "answered", 6), ("STR-02", "dont_know", 2), ("STR-02", "not_asked", 50)]
    states = pd.DataFrame(rows, columns=["question", "state", "n"])
    entry = next(entry for entry in entries(shipped_document(), states) if entry.inquiry.code == "STR-02")
    assert (entry.answered, entry.dont_know) == ("75\xa0%", "25\xa0%")


@pytest.mark.parametrize("code", ["SIC-01", "STR-06"])
def test_questions_that_are_kept_back_say_so(code):
    kept_back = {entry.inquiry.code for entry in entries(shipped_document(), NOTHING) if entry.inquiry.is_kept_back}
    assert code in kept_back
    assert "STR-01" not in kept_back
