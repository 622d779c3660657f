import pytest

from survey.actions import save_answers
from survey.workbook.entries import entries_of
from survey.workbook.reading import Origin, read_workbook
from survey.workbook.writing import write_workbook
from tests.factories import MembershipFactory, ResponseFactory, complete_answers
from tests.survey.workbook.editing import Edited


@pytest.fixture
def response(db):
    return ResponseFactory()


@pytest.fixture
def document(response):
    return response.wave.questionnaire.document


@pytest.fixture
def coordinator(response):
    return MembershipFactory(municipality=response.municipality, role="coordinator", user__name="Kim Koordination").user


@pytest.fixture
def filled(response, coordinator, document):
    save_answers(response=response, values=complete_answers(document), by=coordinator)
    return response


@pytest.fixture
def origin(response):
    return Origin(response.municipality_id, response.wave.slug, response.wave.questionnaire.checksum)


@pytest.fixture
def read(document, origin):
    """What a workbook says, by question."""

    def read_entries(data):
        return {entry.code: entry for entry in entries_of(document, read_workbook(data, document, origin))}

    return read_entries


@pytest.fixture
def edit(response):
    """The workbook of the return, as a person edits it now."""
    return lambda: Edited(write_workbook(response))


def question_of(document, **wanted):
    """The first unconditional question with these properties."""
    for question in document.questions:
        if not question.show_if and all(getattr(question, name) == value for name, value in wanted.items()):
            return question
    raise AssertionError(f"the questionnaire has no question with {wanted}")
