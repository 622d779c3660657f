from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory, ResponseFactory, assign, shipped_document


@pytest.fixture
def response(db):
    return ResponseFactory()


@pytest.fixture
def document(response):
    return response.wave.questionnaire.document


def address(response, name, *arguments):
    return reverse(f"survey:{name}", args=[response.wave.slug, response.municipality_id, *arguments])


@pytest.fixture
def coordinator(response):
    return MembershipFactory(municipality=response.municipality, role="coordinator").user


@pytest.fixture
def colleague(response):
    return assign(MembershipFactory(municipality=response.municipality, role="contributor").user, response)


@pytest.fixture
def browser(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def question_where(**wanted):
    """An unconditional question with these properties, and its section."""
    for section in shipped_document().sections:
        for question in section.questions:
            if not question.show_if and all(getattr(question, name) == value for name, value in wanted.items()):
                return SimpleNamespace(section=section, question=question, code=question.code)
    raise AssertionError(f"the questionnaire has no question with {wanted}")


def exclusive_question():
    for section in shipped_document().sections:
        for question in section.questions:
            if question.type == "multiple" and not question.show_if and question.exclusive_choice:
                return SimpleNamespace(section=section, question=question, code=question.code)
    raise AssertionError("the questionnaire has no exclusive choice")
