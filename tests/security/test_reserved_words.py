"""A wave is no word of an address: its pages would hide others, or be hidden by them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.urls import reverse

from survey.models import Wave
from survey.questionnaire.files import parse_document
from survey.questionnaire.problems import DocumentErrors
from survey.questionnaire.slugs import KEPT_FREE, PRESENT, RESERVED
from tests.access.addresses import all_patterns
from tests.factories import QUESTIONNAIRE_FILE, QuestionnaireFactory, UserFactory, WaveFactory

FOREIGN = ("admin", "accounts")  # below these no address of ours begins


def words_of(route):
    first, *others = route.strip("^$").split("/")
    return {word for word in (first, *(() if first in FOREIGN else others)) if re.fullmatch("[-a-z0-9]+", word)}


def test_words_of_all_addresses_are_reserved():
    present = set().union(*(words_of(route) for route, _name in all_patterns()))
    assert {"queries", "published", "municipalities", "health", "admin"} <= present
    assert present - RESERVED == set()


def test_list_names_no_word_twice():
    assert len([*PRESENT.split(), *KEPT_FREE.split()]) == len(RESERVED)


@pytest.mark.parametrize("word", ["queries", "Queries", "published", "admin", "measures", "open-data", "static", "api"])
def test_model_refuses_a_reserved_word(db, word):
    wave = WaveFactory.build(slug=word, questionnaire=QuestionnaireFactory())
    with pytest.raises(ValidationError) as refused:
        wave.full_clean()
    assert [error.code for error in refused.value.error_dict["slug"]] == ["reserved"]


def test_word_inside_a_longer_one_is_free(db):
    WaveFactory.build(slug="queries-2026", questionnaire=QuestionnaireFactory()).full_clean()


def test_administration_says_so_beside_the_field_and_keeps_what_was_typed(client, db):
    client.force_login(UserFactory(admin=True))
    data = {
        **{"slug": "queries", "title": "Erhebung", "title_en": "Survey", "questionnaire": QuestionnaireFactory().pk},
        **{"opens_at_0": "01.01.2026", "opens_at_1": "10:00", "closes_at_0": "01.02.2026", "closes_at_1": "10:00"},
    }
    page = client.post(reverse("admin:survey_wave_add"), data)
    assert "Dieses Wort gehört zu anderen Adressen" in page.text
    assert 'value="queries"' in page.text
    assert not Wave.objects.exists()


def test_questionnaire_with_such_a_slug_is_not_loaded():
    text = QUESTIONNAIRE_FILE.read_text("utf-8")
    changed = text.replace("slug: atlas-2026", "slug: queries")
    assert changed != text
    with pytest.raises(DocumentErrors) as refused:
        parse_document(changed, "questionnaire.yaml")
    (problem,) = refused.value.problems
    assert "no word of an address" in problem.expected
    assert "slug" in changed.splitlines()[problem.line - 1]


def test_demonstration_is_not_made_under_such_a_word(small_region, manage):
    QuestionnaireFactory(slug="queries")
    with pytest.raises(CommandError, match="word of other addresses"):
        manage("seed_demo", "--wave", "queries")
    assert not Wave.objects.exists()
