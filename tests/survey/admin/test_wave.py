import pytest
from django.urls import reverse

from survey.models import Wave
from tests.factories import QuestionnaireFactory

ADD = reverse("admin:survey_wave_add")


@pytest.fixture
def wave_form():
    return {
        "slug": "next",
        "title": "Nächste",
        "title_en": "Next",
        "questionnaire": QuestionnaireFactory().pk,
        "opens_at_0": "01.02.2030",
        "opens_at_1": "08:00",
        "closes_at_0": "01.03.2030",
        "closes_at_1": "18:00",
    }


def test_wave_is_added(browser, wave_form):
    assert browser.post(ADD, wave_form).status_code == 302
    assert Wave.objects.get().slug == "next"


def test_wave_that_closes_before_it_opens_is_refused(browser, wave_form):
    reply = browser.post(ADD, wave_form | {"closes_at_0": "01.01.2030"})
    assert "Das Ende einer Erhebung liegt nach ihrem Beginn." in reply.text
    assert not Wave.objects.exists()


def test_mistyped_year_is_refused(browser, wave_form):
    reply = browser.post(ADD, wave_form | {"opens_at_0": "0001-02-01"})
    assert "Bitte prüfen Sie das Jahr." in reply.text
    assert not Wave.objects.exists()
