"""`manage.py load_questionnaire FILE`."""

import hashlib
import json
import re

import pytest
from django.core.management import CommandError

from survey.models import Questionnaire
from tests.factories import QUESTIONNAIRE_FILE, WaveFactory, shipped_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def edited(tmp_path):
    """A copy of the shipped file with one replacement."""

    def write(old, new):
        text = QUESTIONNAIRE_FILE.read_text(encoding="utf-8")
        assert old in text
        file = tmp_path / "questionnaire.yaml"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return file

    return write


def test_the_shipped_questionnaire_is_loaded(manage):
    assert "8 sections, 69 questions: added" in manage("load_questionnaire", QUESTIONNAIRE_FILE)
    questionnaire = Questionnaire.objects.get()
    assert questionnaire.slug == shipped_document().questionnaire.slug
    assert questionnaire.document == shipped_document()


def test_the_checksum_is_that_of_the_content_as_canonical_json(manage):
    manage("load_questionnaire", QUESTIONNAIRE_FILE)
    questionnaire = Questionnaire.objects.get()
    text = json.dumps(questionnaire.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert questionnaire.checksum == hashlib.sha256(text.encode()).hexdigest()


def test_a_second_run_changes_nothing_and_says_so(manage):
    manage("load_questionnaire", QUESTIONNAIRE_FILE)
    before = Questionnaire.objects.values().get()
    assert "is unchanged" in manage("load_questionnaire", QUESTIONNAIRE_FILE)
    assert Questionnaire.objects.values().get() == before


def test_a_dry_run_changes_nothing(manage):
    assert "would be added" in manage("load_questionnaire", QUESTIONNAIRE_FILE, "--dry-run")
    assert not Questionnaire.objects.exists()


def test_an_unused_version_is_replaced(manage, edited):
    manage("load_questionnaire", QUESTIONNAIRE_FILE)
    file = edited("estimated_minutes: 45", "estimated_minutes: 40")
    assert "would be replaced" in manage("load_questionnaire", file, "--dry-run")
    assert Questionnaire.objects.get().document.questionnaire.estimated_minutes == 45
    assert "replaced" in manage("load_questionnaire", file)
    assert Questionnaire.objects.get().document.questionnaire.estimated_minutes == 40


def test_a_version_that_a_wave_uses_does_not_change(manage, edited):
    wave = WaveFactory()
    with pytest.raises(CommandError, match="is used by a wave and can no longer change: raise the version"):
        manage("load_questionnaire", edited("estimated_minutes: 45", "estimated_minutes: 40"))
    assert Questionnaire.objects.get().checksum == wave.questionnaire.checksum


def test_a_version_that_a_wave_uses_may_be_loaded_again_unchanged(manage):
    WaveFactory()
    assert "is unchanged" in manage("load_questionnaire", QUESTIONNAIRE_FILE)


def test_a_new_version_stands_beside_the_one_in_use(manage, edited):
    WaveFactory()
    manage("load_questionnaire", edited('version: "2026.3"', 'version: "2026.4"'))
    assert list(Questionnaire.objects.values_list("version", flat=True)) == ["2026.3", "2026.4"]


def test_a_version_stored_before_documents_had_short_names_is_unchanged(manage, tmp_path):
    nameless = tmp_path / "questionnaire.yaml"
    nameless.write_text(re.sub(r"(?m)^ +short(_en)?: .*\n", "", QUESTIONNAIRE_FILE.read_text()))
    manage("load_questionnaire", nameless)
    content = json.loads(re.sub(r'"short(_en)?": null, ', "", json.dumps(Questionnaire.objects.get().content)))
    assert content != Questionnaire.objects.get().content
    Questionnaire.objects.update(content=content, checksum="of then")
    assert "is unchanged" in manage("load_questionnaire", nameless)
    assert Questionnaire.objects.get().content == content


def test_a_wrong_document_is_refused_with_its_problems(manage, edited):
    with pytest.raises(CommandError) as error:
        manage("load_questionnaire", edited('{code: "no", label: "Nein"', '{code: no, label: "Nein"'))
    assert "questionnaire.yaml:" in str(error.value)
    assert "Nothing was changed" in str(error.value)
    assert not Questionnaire.objects.exists()


def test_a_file_that_does_not_exist_is_refused(manage, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        manage("load_questionnaire", tmp_path / "none.yaml")
