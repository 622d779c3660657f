"""What everybody may read without an account."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from survey.models import Wave
from tests.factories import SubmissionFactory, WaveFactory

pytestmark = pytest.mark.django_db


def publish(wave):
    Wave.objects.filter(pk=wave.pk).update(
        closes_at=timezone.now() - timedelta(days=1), published_at=timezone.now() + timedelta(seconds=-1)
    )
    wave.refresh_from_db()
    return wave


@pytest.fixture
def wave(small_region):
    """All but one handed in; the towns of one district are enough for means, as are those of the other."""
    wave = WaveFactory(is_synthetic=True)
    for town in small_region[:-1]:
        SubmissionFactory(
            response__wave=wave, response__municipality=town, submitted_at=timezone.now() - timedelta(days=3)
        )
    return wave


def page(client, wave):
    return client.get(reverse("atlas:published", args=[wave.slug]))


def means(client, wave):
    response = client.get(reverse("atlas:published_means", args=[wave.slug]))
    return list(csv.DictReader(StringIO(response.content.decode(), newline="")))


def test_nothing_is_there_before_the_publication(client, wave):
    for name in ("published", "published_means"):
        assert client.get(reverse(f"atlas:{name}", args=[wave.slug])).status_code == 404
    assert client.get(reverse("atlas:published_newest")).status_code == 404
    assert "veröffentlichten Ergebnissen" not in client.get("/").content.decode()


def test_publication_in_the_future_is_none_yet(client, wave):
    publish(wave)
    Wave.objects.filter(pk=wave.pk).update(published_at=timezone.now() + timedelta(hours=1))
    assert page(client, wave).status_code == 404


def test_everybody_reads_a_published_wave(client, wave):
    publish(wave)
    html = page(client, wave).content.decode()
    assert "Index ohne Informationssicherheit" in html
    assert "Wie die Zahlen zustande kommen" in html
    assert "Erfundene Daten" in html
    assert client.get(reverse("atlas:published_newest")).url == reverse("atlas:published", args=[wave.slug])
    assert reverse("atlas:published", args=[wave.slug]) in client.get("/").content.decode()


def test_no_municipality_is_named(client, wave, small_region):
    publish(wave)
    html = page(client, wave).content.decode()
    assert not [town.name for town in small_region if town.name in html]


def test_no_mean_of_the_whole_index_is_given(client, wave):
    publish(wave)
    assert {row["section"] for row in means(client, wave)} & {"index", "public_index"} == {"public_index"}


def test_hidden_figures_say_so_and_are_empty_in_the_file(client, small_region):
    wave = WaveFactory()
    towns = [town for town in small_region if town.district_id == "08115"][:5]
    lonely = next(town for town in small_region if town.district_id == "08116")
    for town in [*towns, lonely]:
        SubmissionFactory(
            response__wave=wave, response__municipality=town, submitted_at=timezone.now() - timedelta(days=3)
        )
    publish(wave)
    html = page(client, wave).content.decode()
    assert "zu wenige Angaben" in html
    rows = [row for row in means(client, wave) if row["district_ags"] == "08116"]
    assert {row["mean"] for row in rows} == {""}
    assert {row["reason"] for row in rows} == {"cases"}


def test_returns_after_the_publication_change_nothing(client, wave, small_region):
    publish(wave)
    before, content = means(client, wave), page(client, wave).context["content"]
    later = timezone.now() + timedelta(days=1)
    SubmissionFactory(response__wave=wave, response__municipality=small_region[-1], response__extended_until=later)
    assert means(client, wave) == before
    assert page(client, wave).context["content"] == content


def test_tables_of_the_cards_are_downloads(client, wave):
    publish(wave)
    response = client.get(reverse("atlas:published_card", args=[wave.slug, "published-index"]))
    assert response.content.decode().splitlines()[0].startswith('"district","n","population","mean"')
    assert client.get(reverse("atlas:published_card", args=[wave.slug, "index-map"])).status_code == 404


def test_open_wave_cannot_be_published():
    wave = WaveFactory()
    wave.published_at = wave.closes_at - timedelta(minutes=1)
    with pytest.raises(ValidationError, match="once the survey is closed"):
        wave.full_clean()
    with pytest.raises(IntegrityError, match="wave_published_after_closing"):
        wave.save()


@pytest.mark.parametrize("percent", [0, 101])
def test_target_is_a_percentage(percent):
    wave = WaveFactory()
    wave.target_participation = percent
    with pytest.raises(IntegrityError, match="wave_target_is_a_percentage"):
        wave.save()
