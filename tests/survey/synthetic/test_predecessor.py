"""The invented questionnaire of an earlier wave."""

import pytest
import yaml

from survey.questionnaire.continuity import Continuity, continuity
from survey.questionnaire.files import parse_document
from survey.synthetic.predecessor import predecessor
from tests.factories import shipped_document


@pytest.fixture(scope="module")
def before():
    document = shipped_document()
    assert document.scored_questions  # read before, as everywhere else
    return predecessor(document, "survey-before")


@pytest.fixture(scope="module")
def states(before):
    return continuity(before, shipped_document())


def test_it_is_a_valid_document_under_a_name_of_its_own(before):
    assert (before.questionnaire.slug, before.questionnaire.version) == ("survey-before", "1")
    assert parse_document(yaml.safe_dump(before.model_dump(mode="json")), "before.yaml") == before


def test_one_question_of_most_sections_has_a_break_and_all_others_can_be_compared(states):
    document = shipped_document()
    changed = [document.section_of(code).code for code, state in states.items() if state == Continuity.CHANGED]
    assert len(changed) == len(set(changed)) >= 5
    assert set(states.values()) == {Continuity.UNCHANGED, Continuity.CHANGED}
