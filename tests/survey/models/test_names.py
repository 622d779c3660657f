"""Names in the database: the key that they are sorted by, and municipalities that are called the same."""

import pytest
from django.apps import apps
from django.db import connection

from survey.alphabet import sort_key
from survey.models import District, Municipality, User
from tests.factories import DistrictFactory, MembershipFactory, MunicipalityFactory, ResponseFactory, UserFactory
from tests.security.migration import migration

pytestmark = pytest.mark.django_db
NAMES = {"08115002": "Altdorf", "08116007": "Altdorf", "08116019": "Esslingen am Neckar"}


@pytest.fixture
def region():
    named = {"08115": "Böblingen", "08116": "Esslingen"}
    districts = {ags: DistrictFactory(ags=ags, name=name) for ags, name in named.items()}
    return {ags: MunicipalityFactory(ags=ags, name=name, district=districts[ags[:5]]) for ags, name in NAMES.items()}


def printed():
    return {town.pk: str(town) for town in Municipality.objects.all()}


def test_names_that_repeat_carry_their_district(region):
    assert printed() == {
        "08115002": "Altdorf (Böblingen)",
        "08116007": "Altdorf (Esslingen)",
        "08116019": "Esslingen am Neckar",
    }
    assert str(region["08116007"]) == "Altdorf (Esslingen)", "also of the object that was just saved"


def test_district_is_no_longer_named_when_the_other_is_gone_or_renamed(region):
    Municipality.objects.filter(pk="08115002").update(name="Neudorf")
    assert printed()["08116007"] == "Altdorf"
    Municipality.objects.filter(pk="08115002").update(name="Altdorf")
    assert printed()["08116007"] == "Altdorf (Esslingen)"
    Municipality.objects.get(pk="08115002").delete()
    assert printed()["08116007"] == "Altdorf"


def test_renamed_district_is_named_anew(region):
    District.objects.filter(pk="08115").update(name="Kreis Böblingen")
    assert printed()["08115002"] == "Altdorf (Kreis Böblingen)"


def test_two_of_one_district_carry_their_keys(region):
    MunicipalityFactory(ags="08116099", name="Altdorf", district=District.objects.get(pk="08116"))
    assert printed()["08116007"] == "Altdorf (08116007)"
    assert printed()["08116099"] == "Altdorf (08116099)"
    assert printed()["08115002"] == "Altdorf (Böblingen)"


def test_stale_object_that_is_saved_takes_nothing_back(region):
    stale = Municipality.objects.get(pk="08116019")
    MunicipalityFactory(ags="08115099", name=stale.name, district=District.objects.get(pk="08115"))
    stale.population += 1
    stale.save()
    assert printed()["08116019"] == str(stale) == "Esslingen am Neckar (Esslingen)"


def test_names_changed_past_django_are_told_apart(region):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE survey_municipality SET name = 'Esslingen am Neckar' WHERE ags = '08115002'")
    assert printed()["08115002"] == "Esslingen am Neckar (Böblingen)"


def test_printing_asks_the_database_nothing(region, django_assert_num_queries):
    towns = list(Municipality.objects.all())
    with django_assert_num_queries(0):
        assert len({str(town) for town in towns}) == 3


@pytest.mark.parametrize("factory", [DistrictFactory, MunicipalityFactory, UserFactory])
def test_key_of_a_name_follows_it_on_every_way_into_the_database(factory):
    row = factory(name="Öhningen")
    rows = type(row).objects
    stored = rows.values_list("sort_name", flat=True).get
    assert stored() == "ohningen"
    row.name = "Ährenfeld"
    row.save(update_fields=["name"])
    assert stored() == "ahrenfeld"
    rows.update(name="Straße")
    assert stored() == "strasse"
    copy = factory.build(name="Überall")
    if factory is MunicipalityFactory:
        copy.district.save()
    rows.bulk_create([copy])
    assert set(rows.values_list("sort_name", flat=True)) == {"strasse", "uberall"}


def test_existing_rows_get_their_keys_with_the_migration(region):
    UserFactory(name="Émile Łaski")
    with connection.cursor() as cursor:
        for table in ("district", "municipality", "user"):
            cursor.execute(f"UPDATE survey_{table} SET sort_name = ''")
    with connection.schema_editor() as editor:
        migration("names_in_order").fill_sort_names(apps, editor)
    for model in (District, Municipality, User):
        assert all(key == sort_key(name) for name, key in model.objects.values_list("name", "sort_name"))


def test_roles_and_returns_name_the_municipality_in_full(region):
    town = Municipality.objects.get(pk="08115002")
    assert str(ResponseFactory(municipality=town)).startswith("Altdorf (Böblingen) – ")
    assert str(MembershipFactory(municipality=town)).endswith("– Altdorf (Böblingen)")
