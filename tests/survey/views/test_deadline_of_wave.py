"""The deadline where people type, and an opening that was put off after returns had begun."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from survey.actions import save_answers
from survey.models import Answer, Response
from tests.factories import MembershipFactory, UserFactory
from tests.survey.views.conftest import address, question_where

NUMBER = question_where(type="number")


@pytest.fixture
def closing_at_midnight(response):
    """In ten days at 00:00, so that the ninth day is the last."""
    day = timezone.localdate() + timedelta(days=10)
    response.wave.closes_at = timezone.make_aware(datetime.combine(day, time.min))
    response.wave.save()
    return day


def test_wish_for_the_day_that_begins_with_the_closing_is_refused(browser, response, closing_at_midnight):
    invitation = {"email": "neu@stadt.example", "name": "Neu", "role": "contributor", "sections": ["VER"]}
    reply = browser.post(address(response, "people"), invitation | {"wish_date": f"{closing_at_midnight:%Y-%m-%d}"})
    assert reply.status_code == 422
    last = closing_at_midnight - timedelta(days=1)
    assert f"bis {last:%d.%m.%Y}" in reply.text
    reply = browser.post(address(response, "people"), invitation | {"wish_date": f"{last:%Y-%m-%d}"})
    assert reply.status_code == 302


def test_visitors_are_told_the_deadline_with_its_time(client, response, closing_at_midnight):
    last = closing_at_midnight - timedelta(days=1)
    text = client.get("/").text
    assert f"offen bis {last.day}. " in text
    assert "24:00 Uhr" in text


@pytest.fixture
def put_off(response, coordinator):
    """Answered, before the opening was moved into the future."""
    save_answers(response=response, values={NUMBER.code: 5}, by=coordinator)
    response.wave.opens_at = timezone.now() + timedelta(days=3)
    response.wave.save()
    return response


@pytest.mark.parametrize("name", ["overview", "review", "people", "log", "workbook", "print", "print_pdf"])
def test_return_that_had_begun_is_within_reach_until_the_new_opening(browser, put_off, name):
    assert browser.get(address(put_off, name)).status_code == 200


def test_answers_can_be_read_but_not_changed_until_the_new_opening(browser, put_off):
    page = address(put_off, "section", NUMBER.section.slug)
    text = browser.get(page).text
    assert "bis dahin können Antworten gelesen, aber nicht geändert werden" in text
    reply = browser.post(page, {NUMBER.code: "7"})
    assert reply.status_code == 403
    assert "hat noch nicht begonnen" in reply.text
    assert Answer.objects.get(code=NUMBER.code).value == 5


def test_return_that_had_begun_stays_on_start_page_and_in_the_list(browser, put_off):
    assert browser.get(reverse("survey:returns")).url == address(put_off, "overview")
    assert "noch nicht eröffnet · Beginnt am" in browser.get("/").text


def test_nobody_asks_for_a_later_deadline_before_the_opening(browser, put_off):
    assert browser.get(address(put_off, "request_reopening")).status_code == 302


def test_town_that_had_not_begun_waits_for_the_new_opening(client, put_off):
    other = MembershipFactory()
    client.force_login(other.user)
    path = reverse("survey:overview", args=[put_off.wave.slug, other.municipality_id])
    assert client.get(path).status_code == 404
    assert put_off.wave.title not in client.get(reverse("survey:returns")).text
    assert Response.objects.count() == 1


def test_office_is_told_what_putting_off_the_opening_means(client, response):
    client.force_login(UserFactory(office=True))
    wave = response.wave
    opens = timezone.localtime() + timedelta(days=2)
    closes = timezone.localtime() + timedelta(days=30)
    form = {"title": wave.title, "title_en": wave.title_en}
    for name, at in (("opens_at", opens), ("closes_at", closes)):
        form |= {f"{name}_0": f"{at:%d.%m.%Y}", f"{name}_1": "00:00"}
    reply = client.post(reverse("admin:survey_wave_change", args=[wave.pk]), form, follow=True)
    assert "1 Antwortbogen ist schon begonnen" in reply.text
