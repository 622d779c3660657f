"""Wherever municipalities or people are listed by name, they stand as in a German index."""

from types import SimpleNamespace

import pytest
from django.contrib.admin import site
from django.contrib.admin.utils import lookup_field
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from atlas import contact, frames
from atlas.cards import order, turnout
from atlas.editions import edition_of
from atlas.options import Offer
from survey.access import desks_of
from survey.members import members_of, people_by_section
from survey.models import Membership, Response, Wave
from survey.progress import return_progress
from survey.question_forms import TeamQueryForm
from tests.factories import (
    DistrictFactory,
    MembershipFactory,
    MunicipalityFactory,
    ReopeningRequestFactory,
    SubmissionFactory,
    UserFactory,
    WaveFactory,
    assign,
)

pytestmark = pytest.mark.django_db
INDEX = ["Ähnlich", "Aichwald", "Émile", "Ende", "Öhningen", "Ostfildern", "Strasse", "Straßenau", "Zell"]
# Neither the order of an index nor that of the code points: what is made in it is found in it by nobody's chance.
MADE = sorted(INDEX, key=lambda name: name[::-1])


@pytest.fixture
def region():
    district, wave, office = DistrictFactory(ags="08115", name="Böblingen"), WaveFactory(), UserFactory(admin=True)
    people = {name: UserFactory(name=name) for name in MADE}
    for number, name in enumerate(MADE):
        town = MunicipalityFactory(ags=f"08115{number:03}", name=name, district=district)
        submission = SubmissionFactory(response__municipality=town, response__wave=wave, submitted_by=people[name])
        DistrictFactory(ags=f"0900{number}", name=name)
        ReopeningRequestFactory(response=submission.response, requested_by=people[name])
        for person in people.values():
            MembershipFactory(user=person, municipality=town, role="contributor")
    return SimpleNamespace(wave=wave, people=people, office=office)


def names_in(texts):
    """The names that are found in these, each once, in the order of the texts."""
    found = [name for text in texts for name in INDEX if name in str(text)]
    return list(dict.fromkeys(found))


def sorted_columns(model_admin, request):
    """(column, rows) of a list page as it opens, and for every column that it can be sorted by, either way."""
    request.GET = QueryDict()
    for number, column in enumerate(model_admin.get_changelist_instance(request).list_display):
        for sign in ("", "-"):
            request.GET = QueryDict(f"o={sign}{number}")
            found = model_admin.get_changelist_instance(request)
            if found.get_ordering_field(column):
                yield column, sign, [lookup_field(column, row, model_admin)[2] for row in found.result_list]


def test_every_column_of_names_in_the_administration(region, rf):
    checked = set()
    for model, model_admin in site._registry.items():
        request = rf.get("/")
        request.user = region.office
        for column, sign, values in sorted_columns(model_admin, request):
            names = names_in(values)
            if len(names) == len(INDEX):
                assert names == (INDEX[::-1] if sign else INDEX), f"{model.__name__}.{column}"
                checked.add(f"{model.__name__}.{column}")
    assert checked >= {
        *("District.known_name", "Municipality.known_name", "User.known_name"),
        *("Membership.user", "Membership.municipality", "Response.municipality"),
        *("Submission.municipality", "Submission.submitted_by"),
        *("ReopeningRequest.response", "ReopeningRequest.requested_by"),
    }


def test_list_pages_as_they_open_and_what_is_found_while_typing(region, client):
    client.force_login(region.office)
    for model in ("municipality", "response", "user", "membership"):
        page = client.get(reverse(f"admin:survey_{model}_changelist"))
        assert names_in(page.context["cl"].result_list) == INDEX, model
    for field in ("municipality", "user"):
        query = {"app_label": "survey", "model_name": "membership", "field_name": field, "term": ""}
        found = client.get(reverse("admin:autocomplete"), query).json()["results"]
        assert names_in(result["text"] for result in found) == INDEX, field


def test_municipalities_of_a_person(region, client):
    person = region.people["Zell"]
    assert names_in(desk.municipality for desk in desks_of(person)) == INDEX
    client.force_login(region.office)
    page = client.get(reverse("admin:survey_user_changelist"), {"q": person.email})
    (shown,) = page.context["cl"].result_list
    assert names_in(site._registry[type(person)].municipalities(shown).split(", ")) == INDEX


def test_people_of_a_return_and_pickers(region):
    response = Response.objects.select_related("wave", "municipality").first()
    for person in region.people.values():
        assign(person, response, "STR")
    members = members_of(response, return_progress(response))
    assert names_in(member.membership.known_as for member in members) == INDEX
    assert names_in(holder.name for holder in people_by_section(response)["STR"]) == INDEX
    wave = Wave.objects.with_questionnaire().get()
    assert names_in(label for _, label in TeamQueryForm(wave).fields["response"].choices) == INDEX
    (towns,) = [choices for group, choices in Offer(wave).units if group == "Kommunen"]
    assert names_in(label for _, label in towns) == INDEX


def test_cards_and_lists_of_the_atlas(region):
    wave = Wave.objects.with_questionnaire().get()
    standing, edition = frames.standing(wave), edition_of(wave)
    ranges = standing.assign(index_low=10.0, index_high=20.0)
    assert names_in(order.order(ranges, edition).table.frame["name"]) == INDEX
    silent = standing.assign(participated=False)
    open_ones = contact.open_municipalities(silent, frames.contacts(wave))
    assert names_in(open_ones["name"]) == INDEX
    same_day = standing.assign(submitted_at=timezone.now(), first_submitted_at=timezone.now())
    assert names_in(turnout.everybody(same_day, edition).table.frame["name"]) == INDEX
    Membership.objects.filter(municipality="08115000").update(role="coordinator")
    (names,) = [text for text in frames.contacts(wave)["coordination"] if text]
    assert names_in(names.split(", ")) == INDEX
