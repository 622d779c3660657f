"""The administration speaks German in which no noun has a wrong gender, whatever the model is called."""

import re
from pathlib import Path

import django.contrib.admin
import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.contrib.admin import site
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from survey.admin.words import WORDED_ANEW
from tests.factories import MembershipFactory

CATALOGUE = Path(django.contrib.admin.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
NOUN = re.compile(r"%\((?:\w*name(?:_plural)?|model|items|app)\)s|\{name\}|%s")
# Before a noun they would have to know its gender; plurals have one for all.
GENDERED = re.compile(r"\b(der|die|das|des|dem|den|ein|eine|einen|einem|einer|dieses|diese|von) $", re.IGNORECASE)
PLURAL = {"%(objects_name)s", "%(verbose_name_plural)s", "%(items)s"}
OF_OTHERS = {"username", "site_name", "full_name"}


def admin_texts():
    with CATALOGUE.open("rb") as file:
        return [message.id for message in read_po(file) if message.id]


def german(text):
    with override("de"):
        return [gettext(text)] if isinstance(text, str) else [ngettext(*text, number) for number in (1, 2)]


def test_no_sentence_guesses_the_gender_of_a_model():
    wrong = [
        sentence
        for text in admin_texts()
        for sentence in german(text)
        for noun in NOUN.finditer(sentence)
        if not any(other in noun.group() for other in OF_OTHERS) and noun.group() not in PLURAL
        if GENDERED.search(sentence[: noun.start()]) or re.match(r"-\w", sentence[noun.end() :])
    ]
    assert wrong == []


def test_sentences_that_are_worded_anew_are_those_of_django():
    """Else a later version has others, and its own German is back."""
    known = set(admin_texts())
    assert [text for text in WORDED_ANEW if text not in known] == []


@pytest.mark.parametrize("model", site._registry, ids=lambda model: model._meta.model_name)
def test_models_have_german_names_with_capitals(model):
    with override("de"):
        names = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
    with override("en"):
        english = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
    assert all(name[0].isupper() for name in names)
    assert not set(names) & set(english)


def test_deleting_a_role_is_asked_and_told_in_german(browser):
    role = MembershipFactory(user__name="Kim Berger", municipality__name="Esslingen")
    path = reverse("admin:survey_membership_delete", args=[role.pk])
    assert "Zuordnung: Soll „Kim Berger – Esslingen“ wirklich gelöscht werden?" in browser.get(path).text
    told = browser.post(path, {"post": "yes"}, follow=True).text
    assert "Gelöscht: Zuordnung „Kim Berger – Esslingen“." in told


def test_names_of_libraries_appear_nowhere(browser):
    """Their models are not in the administration, nor are their names beside what is deleted with a person."""
    libraries = [config for config in apps.get_app_configs() if config.name.startswith(("allauth", "post"))]
    foreign = [str(config.verbose_name) for config in libraries]
    person = MembershipFactory().user
    pages = ["/admin/", *(f"/admin/survey/{model._meta.model_name}/" for model in site._registry)]
    pages += [reverse(f"admin:survey_user_{page}", args=[person.pk]) for page in ("change", "delete", "history")]
    texts = {path: browser.get(path).text for path in pages}
    assert len(foreign) == 4
    assert [(path, name) for path, text in texts.items() for name in foreign if f">{name}<" in text] == []
