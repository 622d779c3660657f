"""How a deadline is told, whatever the clock of the reader."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from survey.deadlines import deadline_text, last_day, moment_text, require_later

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 1, 12, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("deadline", "german", "english", "day"),
    [
        (datetime(2026, 11, 30, 18), "30. November 2026, 18:00 Uhr", "30 November 2026, 18:00", date(2026, 11, 30)),
        (datetime(2026, 12, 1), "30. November 2026, 24:00 Uhr", "30 November 2026, 24:00", date(2026, 11, 30)),
        (
            datetime(2026, 12, 1, 0, 0, 30),
            "30. November 2026, 24:00 Uhr",
            "30 November 2026, 24:00",
            date(2026, 11, 30),
        ),
        (datetime(2026, 12, 1, 0, 1), "1. Dezember 2026, 00:01 Uhr", "1 December 2026, 00:01", date(2026, 12, 1)),
        # the nights after the clocks were changed: midnight in the region is 22 and 23 o'clock in UTC
        (datetime(2026, 3, 30), "29. März 2026, 24:00 Uhr", "29 March 2026, 24:00", date(2026, 3, 29)),
        (datetime(2026, 10, 26), "25. Oktober 2026, 24:00 Uhr", "25 October 2026, 24:00", date(2026, 10, 25)),
        (datetime(2027, 1, 1), "31. Dezember 2026, 24:00 Uhr", "31 December 2026, 24:00", date(2026, 12, 31)),
    ],
)
@pytest.mark.parametrize("clock", [BERLIN, UTC, ZoneInfo("America/New_York")], ids=str)
def test_midnight_is_told_as_the_end_of_the_day_before(deadline, german, english, day, clock):
    deadline = deadline.replace(tzinfo=BERLIN).astimezone(clock)
    with timezone.override(clock):
        assert last_day(deadline) == day
        with translation.override("de"):
            assert deadline_text(deadline) == german
        with translation.override("en"):
            assert deadline_text(deadline) == english


def test_opening_at_midnight_is_told_as_the_beginning_of_its_day():
    with translation.override("de"):
        assert moment_text(datetime(2026, 12, 1, tzinfo=BERLIN)) == "1. Dezember 2026, 00:00 Uhr"


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        (NOW, "in der Zukunft"),
        (NOW - timedelta(days=1), "in der Zukunft"),
        (NOW + timedelta(days=10), "11. November 2026, 12:00 Uhr offen"),
        (NOW + timedelta(days=9), "11. November 2026, 12:00 Uhr offen"),
        (NOW + timedelta(days=1000), "Jahr"),
    ],
)
def test_later_deadline_must_be_one(until, reason):
    with translation.override("de"), pytest.raises(ValidationError, match=reason):
        require_later(until, NOW + timedelta(days=10), NOW)


def test_later_deadline_after_the_one_for_all_is_taken():
    require_later(NOW + timedelta(days=10, minutes=1), NOW + timedelta(days=10), NOW)
