"""Numbers typed in the administration are read in the language of the page."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import MunicipalityFactory


def fields_of(browser, town, language):
    browser.cookies["django_language"] = language
    form = browser.get(reverse("admin:survey_municipality_change", args=[town.pk])).context["adminform"].form
    with translation.override(language):
        return {name: form[name].value() for name in form.fields}


@pytest.mark.parametrize(
    ("language", "typed", "saved"),
    [("de", "5.000", 5000), ("de", "96.182", 96182), ("en", "5,000", 5000), ("de", "5000", 5000)],
)
def test_population_is_read_as_it_is_meant(browser, language, typed, saved):
    town = MunicipalityFactory(population=1234)
    data = fields_of(browser, town, language) | {"population": typed}
    assert browser.post(reverse("admin:survey_municipality_change", args=[town.pk]), data).status_code == 302
    town.refresh_from_db()
    assert town.population == saved


@pytest.mark.parametrize("language", ["de", "en"])
def test_form_that_was_only_looked_at_changes_no_number(browser, language):
    town = MunicipalityFactory(population=1234, area_km2="46.43", latitude=48.741347, longitude=9.309565)
    data = fields_of(browser, town, language)
    assert data["area_km2"] == {"de": "46,43", "en": "46.43"}[language]
    assert browser.post(reverse("admin:survey_municipality_change", args=[town.pk]), data).status_code == 302
    town.refresh_from_db()
    assert (town.population, str(town.area_km2)) == (1234, "46.43")
    assert (town.latitude, town.longitude) == (48.741347, 9.309565)


def test_history_names_what_changed_in_german(browser):
    town = MunicipalityFactory(population=1234)
    data = fields_of(browser, town, "de") | {"population": "5.000", "name": "Neuer Ort"}
    browser.post(reverse("admin:survey_municipality_change", args=[town.pk]), data)
    history = browser.get(reverse("admin:survey_municipality_history", args=[town.pk])).text
    assert "Name und Einwohnerzahl geändert." in history


@pytest.mark.parametrize("typed", ["viele", "5,5", "-3", "1.2.3"])
def test_what_is_no_number_of_people_is_refused_beside_the_field(browser, typed):
    town = MunicipalityFactory(population=1234)
    data = fields_of(browser, town, "de") | {"population": typed}
    page = browser.post(reverse("admin:survey_municipality_change", args=[town.pk]), data)
    assert page.context["adminform"].form.errors.keys() == {"population"}
    assert typed in page.text
    town.refresh_from_db()
    assert town.population == 1234
