from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from survey.actions import save_answers
from survey.printouts.pdf import pdf_of
from tests.factories import ResponseFactory, UserFactory, complete_answers, shipped_document


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def document():
    return shipped_document()


@pytest.fixture
def fill(db):
    """A return with every asked question answered; `answers` replace the invented ones."""

    def fill(**answers):
        response = ResponseFactory(municipality__name="Musterstadt")
        save_answers(response=response, values=complete_answers() | answers, by=UserFactory())
        return response

    return fill


@pytest.fixture
def read():
    """The PDF of a printout as pypdf sees it."""
    return lambda printout: PdfReader(BytesIO(pdf_of(printout)))


def text_of(reader):
    """All text without the line breaks and hyphens of the layout, without the spaces that it needs or not."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def squeezed(text):
    return "".join(text.replace("-", "").replace("\u00ad", "").replace("\u200b", "").split())


def first_of(document, kind):
    return next(question for question in document.questions if question.type == kind)
