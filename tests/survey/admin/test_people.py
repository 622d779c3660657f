import re

import pytest
from django.urls import reverse

from survey.models import User
from tests.factories import MembershipFactory, MunicipalityFactory, SubmissionFactory, UserFactory, WaveFactory

ADD, LIST = reverse("admin:survey_user_add"), reverse("admin:survey_user_changelist")


def person_form(*towns, **changes):
    inline = {"memberships-TOTAL_FORMS": len(towns), "memberships-INITIAL_FORMS": 0}
    for number, town in enumerate(towns):
        inline |= {f"memberships-{number}-municipality": town.pk, f"memberships-{number}-role": "coordinator"}
    return inline | {"email": "Kim.Berger@Stadt.example", "name": "Kim Berger", "is_active": "on"} | changes


def change(user):
    return reverse("admin:survey_user_change", args=[user.pk])


def test_person_is_added_with_address_name_and_membership_and_without_password(browser):
    town = MunicipalityFactory()
    assert 'type="password"' not in browser.get(ADD).text
    assert browser.post(ADD, person_form(town)).status_code == 302
    person = User.objects.get(email="kim.berger@stadt.example")
    assert person.memberships.get().municipality == town
    assert not person.has_usable_password()


def test_two_roles_in_one_municipality_are_refused_in_words(browser):
    town = MunicipalityFactory()
    reply = browser.post(ADD, person_form(town, town))
    assert reply.status_code == 200
    assert not User.objects.filter(name="Kim Berger").exists()


def test_address_that_exists_already_in_another_case_is_refused(browser):
    UserFactory(email="kim.berger@stadt.example")
    reply = browser.post(ADD, person_form())
    assert "gibt es schon" in reply.text


def delete(browser, *people):
    """The page that asks, then the one after."""
    if len(people) == 1:
        path, data = reverse("admin:survey_user_delete", args=[people[0].pk]), {}
        return browser.get(path).text, browser.post(path, {"post": "yes"}, follow=True).text
    path, data = LIST, {"action": "delete_selected", "_selected_action": [person.pk for person in people]}
    return browser.post(path, data).text, browser.post(path, data | {"post": "yes"}, follow=True).text


def test_page_that_asks_says_that_a_person_who_handed_in_becomes_a_former_one(browser):
    submission = SubmissionFactory(submitted_by__name="Kim Berger")
    asked, told = delete(browser, submission.submitted_by)
    assert "Kim Berger wird zur ehemaligen Person" in asked
    assert re.search(r"Unverändert, aber ohne den Namen bleiben: Abgaben \(1\), .*Antworten \(\d+\)", asked)
    assert "Kim Berger ist anonymisiert" in told
    submission.submitted_by.refresh_from_db()
    assert submission.submitted_by.name == "Ehemalige Person"
    assert reverse("admin:survey_user_change", args=[submission.submitted_by_id]) not in told


def test_page_that_asks_says_that_a_person_without_traces_is_deleted(browser):
    WaveFactory(title="Atlas 2026")
    kim = MembershipFactory(user__name="Kim Berger", municipality__name="Esslingen").user
    asked, told = delete(browser, kim)
    assert "Kim Berger wird endgültig gelöscht" in asked
    assert "Danach koordiniert niemand mehr: Esslingen in „Atlas 2026“ (bisher Kim Berger)." in asked
    assert "Gelöscht: Person „Kim Berger“." in told
    assert not User.objects.filter(pk=kim.pk).exists()


def test_several_people_are_forgotten_at_once_each_in_its_way(browser):
    former, gone = SubmissionFactory(submitted_by__name="Kim Berger").submitted_by, UserFactory(name="Ali Demir")
    asked, told = delete(browser, former, gone)
    assert "Kim Berger wird zur ehemaligen Person" in asked
    assert "Ali Demir wird endgültig gelöscht" in asked
    assert "Von 1 Person bleibt etwas" in told
    assert set(User.objects.values_list("name", flat=True)) == {"Toni Maier", "Ehemalige Person"}


def test_nobody_deletes_themselves(browser, admin):
    UserFactory(admin=True)
    assert browser.post(reverse("admin:survey_user_delete", args=[admin.pk]), {"post": "yes"}).status_code == 403
    delete(browser, admin, UserFactory())
    assert User.objects.filter(pk=admin.pk, is_active=True).exists()


def test_municipalities_are_found_while_typing(browser):
    town = MunicipalityFactory(name="Esslingen am Neckar")
    query = {"app_label": "survey", "model_name": "membership", "field_name": "municipality", "term": "essl"}
    reply = browser.get(reverse("admin:autocomplete"), query)
    assert [result["id"] for result in reply.json()["results"]] == [town.pk]


@pytest.fixture
def clerk(client, db):
    """Somebody of the office, who looks after people, but is no admin."""
    clerk = UserFactory(office=True)
    client.force_login(clerk)
    return clerk


def test_clerk_cannot_give_anybody_rights(client, clerk):
    client.post(ADD, person_form(MunicipalityFactory(), is_superuser="on", is_staff="on", is_analyst="on"))
    person = User.objects.get(name="Kim Berger")
    assert (person.is_superuser, person.is_staff, person.is_analyst) == (False, False, False)


@pytest.mark.parametrize("role", ["is_superuser", "is_staff", "is_analyst"])
def test_clerk_cannot_take_over_an_account_with_more_rights_by_its_address(client, clerk, role):
    person = UserFactory(email="boss@stadt.example", **{role: True})
    assert client.post(change(person), person_form()).status_code == 403
    assert client.post(reverse("admin:survey_user_delete", args=[person.pk]), {"post": "yes"}).status_code == 403
    person.refresh_from_db()
    assert person.email == "boss@stadt.example"


def test_clerk_looks_after_municipal_staff(client, clerk):
    person = UserFactory()
    assert client.post(change(person), person_form()).status_code == 302
    person.refresh_from_db()
    assert person.email == "kim.berger@stadt.example"


def test_clerk_deleting_several_at_once_cannot_delete_an_admin(client, clerk):
    boss = UserFactory(admin=True)
    data = {"action": "delete_selected", "_selected_action": [boss.pk], "post": "yes"}
    client.post(reverse("admin:survey_user_changelist"), data)
    assert User.objects.filter(pk=boss.pk).exists()


def test_membership_is_not_listed_twice_for_one_search(browser, rows):
    person = MembershipFactory(municipality__name="Altdorf").user
    MembershipFactory(user=person, municipality__name="Altdorf")
    assert rows(browser.get(reverse("admin:survey_user_changelist"), {"q": "Altdorf"})) == [person]
