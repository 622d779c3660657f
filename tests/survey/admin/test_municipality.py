from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from survey.actions import save_answers
from survey.models import Municipality
from tests.factories import (
    DistrictFactory,
    MembershipFactory,
    MunicipalityFactory,
    ResponseFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
)

LIST = reverse("admin:survey_municipality_changelist")
ADD = reverse("admin:survey_municipality_add")


@pytest.fixture
def found(browser, rows):
    """Names of the municipalities that the list shows with these filters."""
    return lambda **filters: [town.name for town in rows(browser.get(LIST, filters))]


def test_search_by_name_and_by_key(found):
    esslingen = MunicipalityFactory(name="Esslingen am Neckar")
    MunicipalityFactory(name="Altdorf")
    assert found(q="esslingen") == ["Esslingen am Neckar"]
    assert found(q=esslingen.ags) == ["Esslingen am Neckar"]


def test_filters_by_district_kind_and_size_class(found):
    small = MunicipalityFactory(name="Klein", population=4_999)
    MunicipalityFactory(name="Mittel", population=5_000, kind="Stadt")
    assert found(size_class="0-4999") == ["Klein"]
    assert found(size_class="5000-9999") == ["Mittel"]
    assert found(kind__exact="Stadt") == ["Mittel"]
    assert found(district__ags__exact=small.district_id) == ["Klein"]


def test_filters_by_the_state_of_the_return_in_the_current_wave(found):
    now = timezone.now()
    former = WaveFactory(opens_at=now - timedelta(days=500), closes_at=now - timedelta(days=400))
    wave = WaveFactory()
    SubmissionFactory(response=ResponseFactory(wave=wave, municipality=MunicipalityFactory(name="Fertig")))
    save_answers(
        response=ResponseFactory(wave=wave, municipality=MunicipalityFactory(name="Dabei")),
        values={"STR-02": 3},
        by=UserFactory(),
    )
    ResponseFactory(wave=wave, municipality=MunicipalityFactory(name="Nur geöffnet"))
    ResponseFactory(wave=former, municipality=MunicipalityFactory(name="Nur damals"), state="submitted")
    assert found(**{"return": "submitted"}) == ["Fertig"]
    assert found(**{"return": "open"}) == ["Dabei"]
    assert found(**{"return": "none"}) == ["Nur damals", "Nur geöffnet"]


def test_list_shows_german_numbers_and_the_state_of_the_return(browser):
    MunicipalityFactory(population=96_182)
    text = browser.get(LIST).text
    assert "96.182" in text
    assert "noch nicht begonnen" in text


def form(**changes):
    return {
        "ags": "08116019",
        "name": "Esslingen am Neckar",
        "kind": "Große Kreisstadt",
        "district": "08116",
        "population": "96182",
        "area_km2": "46.43",
        "latitude": "48.74",
        "longitude": "9.3",
    } | changes


def test_municipality_is_added(browser):
    DistrictFactory(ags="08116")
    assert browser.post(ADD, form()).status_code == 302
    assert Municipality.objects.get().area_km2 == Decimal("46.43")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ags": "0811601"}, "8 Ziffern"),
        ({"ags": "08115019"}, "beginnt mit"),
        ({"population": "0"}, "mindestens 1"),
    ],
)
def test_wrong_entry_is_refused_in_words(browser, changes, message):
    DistrictFactory(ags="08116")
    reply = browser.post(ADD, form(**changes))
    assert reply.status_code == 200
    assert message in reply.text
    assert not Municipality.objects.exists()


def test_key_and_district_stay_as_they_are_once_saved(browser):
    town, other = MunicipalityFactory(), DistrictFactory()
    data = form(ags="08116999", district=other.ags, name="Neuer Name")
    assert browser.post(reverse("admin:survey_municipality_change", args=[town.ags]), data).status_code == 302
    saved = Municipality.objects.get()
    assert (saved.ags, saved.district_id, saved.name) == (town.ags, town.district_id, "Neuer Name")


@pytest.mark.parametrize("factory", [MembershipFactory, ResponseFactory, SubmissionFactory])
def test_municipality_in_use_is_protected_from_deletion(browser, factory):
    town = factory() if factory is not SubmissionFactory else factory().response
    town = town.municipality
    path = reverse("admin:survey_municipality_delete", args=[town.ags])
    page = browser.get(path)
    assert page.status_code == 200
    assert page.context["protected"]
    assert browser.post(path, {"post": "yes"}).status_code == 200
    assert Municipality.objects.filter(pk=town.pk).exists()


def test_unused_municipality_can_be_deleted(browser):
    town = MunicipalityFactory()
    assert (
        browser.post(reverse("admin:survey_municipality_delete", args=[town.ags]), {"post": "yes"}).status_code == 302
    )
    assert not Municipality.objects.exists()


def test_deleting_several_at_once_is_protected_too(browser):
    town = ResponseFactory().municipality
    data = {"action": "delete_selected", "_selected_action": [town.pk], "post": "yes"}
    assert browser.post(LIST, data).status_code == 200
    assert Municipality.objects.filter(pk=town.pk).exists()
