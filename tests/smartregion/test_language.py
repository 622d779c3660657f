"""The choice between German and English."""

from datetime import datetime

import pytest
from django.forms import DateField
from django.urls import reverse
from django.utils import formats
from django.utils.translation import override


def choose(client, **data):
    return client.post(reverse("set_language"), data)


def test_german_whatever_the_browser_asks_for(client, db):
    page = client.get(reverse("start"), headers={"Accept-Language": "en"})
    assert '<html lang="de">' in page.text
    assert page.headers["Content-Language"] == "de"


def test_chosen_language_stays(client, db):
    choose(client, language="en", next="/")
    assert '<html lang="en">' in client.get(reverse("start")).text


@pytest.mark.parametrize("language", ["xx", "fr", "", "\x00"])
def test_unknown_language_changes_nothing(client, language):
    assert "django_language" not in choose(client, language=language, next="/").cookies


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http://[",
        "",
    ],
)
def test_choice_never_leads_to_another_host(client, target):
    assert choose(client, language="de", next=target).url == "/"


@pytest.mark.parametrize(("target", "leads_to"), [("page", "page"), ("start", "start"), ("/a\nb", "/a%0Ab")])
def test_choice_leads_back_even_to_odd_addresses(client, target, leads_to):
    assert choose(client, language="de", next=target).url == leads_to


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", ["9. Dezember 2026", "09.12.2026", "09.12.2026 15:05"]),
        ("en", ["9 December 2026", "09/12/2026", "09/12/2026 15:05"]),
    ],
)
def test_dates_are_german_or_british_and_hours_go_to_24(language, written):
    moment = datetime(2026, 12, 9, 15, 5)
    names = ("DATE_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT")
    with override(language):
        assert [formats.date_format(moment, name) for name in names] == written
        assert formats.time_format(moment) == "15:05"
        assert DateField().to_python(written[1]) == moment.date()
