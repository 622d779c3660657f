"""Questionnaires, returns and submissions are shown, never changed, not even by a superuser."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.factories import SubmissionFactory, complete_answers


@pytest.fixture
def submission(db):
    return SubmissionFactory(answers=complete_answers())


@pytest.fixture
def shown(submission):
    response = submission.response
    return {"questionnaire": response.wave.questionnaire, "response": response, "submission": submission}


@pytest.mark.parametrize("model", ["questionnaire", "response", "submission"])
def test_page_shows_but_changes_nothing(browser, shown, model):
    change = reverse(f"admin:survey_{model}_change", args=[shown[model].pk])
    assert browser.get(change).status_code == 200
    assert browser.post(change, {"number": "7"}).status_code == 403
    assert browser.get(reverse(f"admin:survey_{model}_add")).status_code == 403
    assert browser.post(reverse(f"admin:survey_{model}_delete", args=[shown[model].pk])).status_code == 403
    assert "delete_selected" not in browser.get(reverse(f"admin:survey_{model}_changelist")).text


def test_submission_shows_answers_in_words_score_and_checksum(browser, submission):
    document = submission.response.wave.questionnaire.document
    text = browser.get(reverse("admin:survey_submission_change", args=[submission.pk])).text
    assert submission.checksum in text
    assert f"{submission.score.index:.1f}".replace(".", ",") in text
    single = next(
        question
        for question in document.questions
        if question.type == "single" and submission.answers.get(question.code) not in (None, "_dk")
    )
    assert single.choice(submission.answers[single.code]).label in text
    assert "nicht gefragt" in text


def test_questionnaire_shows_its_sections(browser, submission):
    questionnaire = submission.response.wave.questionnaire
    text = browser.get(reverse("admin:survey_questionnaire_change", args=[questionnaire.pk])).text
    assert all(escape(section.title) in text for section in questionnaire.document.sections)


def test_wave_with_returns_keeps_its_questionnaire_and_address(browser, submission):
    wave = submission.response.wave
    path = reverse("admin:survey_wave_change", args=[wave.pk])
    form = {
        "slug": "another",
        "title": "Neuer Titel",
        "title_en": "New title",
        **{"opens_at_0": "01.03.2026", "opens_at_1": "08:00", "closes_at_0": "30.06.2027", "closes_at_1": "18:00"},
    }
    assert browser.post(path, form).status_code == 302
    before = wave.slug
    wave.refresh_from_db()
    assert (wave.slug, wave.title) == (before, "Neuer Titel")


def test_wave_that_closes_before_it_opens_is_refused_in_words(browser, submission):
    wave = submission.response.wave
    form = {
        "title": "A",
        "title_en": "A",
        **{"opens_at_0": "01.03.2026", "opens_at_1": "08:00", "closes_at_0": "01.02.2026", "closes_at_1": "18:00"},
    }
    reply = browser.post(reverse("admin:survey_wave_change", args=[wave.pk]), form)
    assert reply.status_code == 200
    assert reply.context["errors"]


def test_wave_with_returns_is_protected_from_deletion(browser, submission):
    path = reverse("admin:survey_wave_delete", args=[submission.response.wave_id])
    assert browser.post(path, {"post": "yes"}).status_code == 200
    assert browser.get(path).context["protected"]
