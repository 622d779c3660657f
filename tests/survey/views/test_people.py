import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from survey.actions import invite
from survey.models import Membership, User
from tests.factories import MembershipFactory, WaveFactory, assign
from tests.survey.views.conftest import address

LINK = "https://atlas.example/there/"


def invitation(**fields):
    return {"email": "neu@stadt.example", "name": "Toni Neu", "role": "contributor", "sections": ["VER"]} | fields


def test_letter_leads_through_the_code_to_the_first_assigned_section(browser, response, document, client, mailoutbox):
    second, first = document.sections[2], document.sections[1]
    reply = browser.post(address(response, "people"), invitation(sections=[second.code, first.code]))
    assert reply.status_code == 302
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1]
    assert link == address(response, "section", first.slug)

    client.logout()
    code_page = client.get(link).url
    confirm_page = client.post(code_page, {"email": "neu@stadt.example", "next": link}).url
    code = re.search(r"^ {4}(\S+)\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    assert client.post(confirm_page, {"code": code}).url == link
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ({"email": "kein"}, "E-Mail"),
        ({"name": ""}, "erforderlich"),
        ({"sections": []}, "mindestens"),
        ({"sections": ["XXX"]}, "XXX"),
        ({"wish_date": "2001-01-01"}, "Tag"),
    ],
)
def test_mistake_is_told_and_what_was_typed_is_kept(browser, response, mailoutbox, mistake, message):
    reply = browser.post(address(response, "people"), invitation(sentence="Danke!") | mistake)
    assert reply.status_code == 422
    assert message in reply.text
    assert "Danke!" in reply.text
    assert mailoutbox == []


def test_member_is_not_invited_twice(browser, response, colleague):
    reply = browser.post(address(response, "people"), invitation(email=colleague.email.upper()))
    assert "arbeitet schon mit" in reply.text


def test_contributor_fills_in_the_assigned_section_and_reads_the_rest(client, response, document):
    own, other = document.sections[:2]
    person = assign(MembershipFactory(municipality=response.municipality, role="contributor").user, response, own.code)
    client.force_login(person)
    assert "Speichern und weiter" in client.get(address(response, "section", own.slug)).text
    assert "Speichern und weiter" not in client.get(address(response, "section", other.slug)).text
    code = other.questions[0].code
    assert client.post(address(response, "answer", code), {code: "1"}).status_code == 403
    assert response.answer_values() == {}


def test_overview_tells_who_has_what(browser, response, coordinator, document):
    section = document.sections[3]
    sections = [section.code]
    invite(
        response=response, by=coordinator, email="a@b.example", name="Ali Demir", role="contributor",
        sections=sections, link=LINK,
    )  # fmt: skip
    assert browser.get(address(response, "overview")).text.count("Ali Demir") == 1
    listed = browser.get(address(response, "people")).text
    assert escape(section.title) in listed
    assert "noch nicht hier gewesen" in listed


def test_person_serves_several_municipalities(client, response):
    member = MembershipFactory(municipality=response.municipality)
    other = MembershipFactory(user=member.user)
    client.force_login(member.user)
    page = client.get("/survey/").text
    assert response.municipality.name in page
    assert other.municipality.name in page


def test_number_of_queries_does_not_grow_with_the_members(browser, response, django_assert_max_num_queries):
    for _ in range(12):
        assign(MembershipFactory(municipality=response.municipality, role="contributor").user, response)
    with django_assert_max_num_queries(12):
        browser.get(address(response, "people"))


def test_removed_member_is_shown_the_door_at_once(browser, client, response, colleague):
    membership = colleague.memberships.get()
    browser.post(address(response, "remove_member", membership.pk))
    client.force_login(colleague)
    assert client.get(address(response, "overview")).status_code == 404


def test_coordination_cannot_be_left_empty(browser, response, coordinator):
    membership = coordinator.memberships.get()
    browser.post(address(response, "remove_member", membership.pk))
    assert coordinator.memberships.exists()
    reply = browser.post(address(response, "member", membership.pk), {"role": "reader"})
    assert reply.status_code == 422
    assert "Mindestens eine Person" in reply.text


@pytest.fixture
def coming():
    return WaveFactory(
        title="Atlas 2028", opens_at=timezone.now() + timedelta(days=9), closes_at=timezone.now() + timedelta(days=99)
    )


def remove(browser, response, membership, **data):
    return browser.post(address(response, "remove_member", membership.pk), data, follow=True)


def test_whoever_removes_chooses_where(browser, response, colleague, coming):
    membership = colleague.memberships.get()
    page = browser.get(address(response, "member", membership.pk)).text
    assert "Nur in dieser Erhebung" in page
    assert "Ich übernehme" not in page
    assert "hat keinen Zugang mehr" in remove(browser, response, membership).text
    assert colleague.memberships.filter(wave=None).exists()
    assert colleague.name not in browser.get(address(response, "people")).text.partition("<aside")[0]


def test_role_of_this_wave_alone_leaves_nothing_to_choose(browser, response):
    guest = MembershipFactory(municipality=response.municipality, wave=response.wave, role="reader")
    assert "Nur in dieser Erhebung" not in browser.get(address(response, "member", guest.pk)).text
    remove(browser, response, guest)
    assert not guest.user.memberships.exists()


def test_only_coordinator_of_the_coming_wave_is_named_to_whoever_takes_over(browser, response, coordinator, coming):
    coordinator.memberships.update(wave=response.wave)
    alex = MembershipFactory(municipality=response.municipality, user__name="Alex Roth")
    takes_over = "Ich übernehme die Koordination von „Atlas 2028“ von Alex Roth"
    assert takes_over in browser.get(address(response, "member", alex.pk)).text
    refused = remove(browser, response, alex, everywhere="yes")
    assert refused.status_code == 422
    assert "Außer Alex Roth koordiniert niemand „Atlas 2028“" in refused.text
    assert re.search(r'value="yes"[^>]*checked', refused.text), "what was chosen is kept"
    assert alex.user.memberships.get() == alex
    assert remove(browser, response, alex, everywhere="yes", takes_over="on").status_code == 200
    assert Membership.objects.in_force(response.municipality_id, coming.slug).get().user == coordinator
    assert f"{coordinator} hat die Koordination aller Erhebungen von Alex Roth" in browser.get(
        address(response, "log")
    ).text  # fmt: skip


def test_only_coordinator_of_the_coming_wave_cannot_leave_it_alone(client, response, coming):
    alex = MembershipFactory(municipality=response.municipality, user__name="Alex Roth")
    MembershipFactory(municipality=response.municipality, wave=response.wave)
    client.force_login(alex.user)
    reply = remove(client, response, alex, everywhere="yes", takes_over="on")
    assert "Außer Alex Roth koordiniert niemand „Atlas 2028“. Mindestens eine Person" in reply.text
    assert alex.user.memberships.get() == alex


def test_new_coordinator_learns_who_it_was_before(client, response, coordinator, coming):
    coordinator.last_login = timezone.now()
    coordinator.save()
    invite(response=response, by=coordinator, email="a@b.example", name="Ali", role="reader", link=LINK)
    before = f"Zuvor lag sie bei {coordinator.name}."
    client.force_login(coordinator)
    assert before not in client.get(address(response, "people")).text
    coordinator.memberships.all().delete()
    client.force_login(MembershipFactory(municipality=response.municipality).user)
    assert before in client.get(address(response, "people")).text


def rename(browser, response, membership, name):
    return browser.post(address(response, "rename_member", membership.pk), {"name": name}, follow=True)


def test_colleague_is_called_by_a_corrected_name(browser, response, colleague, coordinator):
    membership = colleague.memberships.get()
    assert "Namen speichern" in browser.get(address(response, "member", membership.pk)).text
    assert "Sascha Vogt sind gespeichert" in rename(browser, response, membership, " Sascha Vogt ").text
    colleague.refresh_from_db()
    assert colleague.name == "Sascha Vogt"
    assert f"{coordinator} hat den Namen von Sascha Vogt korrigiert." in browser.get(address(response, "log")).text


@pytest.mark.parametrize("name", ["", " ", "Sascha\ufffe", "S" * 151])
def test_name_that_is_none_is_told_and_changes_nothing(browser, response, colleague, name):
    before = colleague.name
    reply = rename(browser, response, colleague.memberships.get(), name)
    assert reply.status_code == 422
    assert 'class="invalid-feedback"' in reply.text
    assert f'action="{address(response, "member", colleague.memberships.get().pk)}"' in reply.text
    colleague.refresh_from_db()
    assert colleague.name == before


def test_name_of_whoever_serves_others_too_is_theirs_alone(browser, response, colleague, coordinator):
    own, membership = coordinator.memberships.get(), colleague.memberships.get()
    MembershipFactory(user=colleague)
    MembershipFactory(user=coordinator)
    assert "Namen speichern" not in browser.get(address(response, "member", membership.pk)).text
    assert rename(browser, response, membership, "Anders").status_code == 403
    colleague.memberships.exclude(pk=membership.pk).delete()
    colleague.is_analyst = True
    colleague.save()
    assert rename(browser, response, membership, "Anders").status_code == 403
    rename(browser, response, own, "Kim Berger")
    assert set(User.objects.values_list("name", flat=True)) == {colleague.name, "Kim Berger"}


@pytest.mark.parametrize("is_known", [True, False])
def test_mistyped_name_of_somebody_invited_is_corrected_here(browser, response, is_known):
    if is_known:
        MembershipFactory(user__email="neu@stadt.example", user__name="T. Neu")
    browser.post(address(response, "people"), invitation(name="Tony Neuh"))
    invited = Membership.objects.get(invited_as="Tony Neuh")
    page = rename(browser, response, invited, "Toni Neu").text
    assert "<strong>Toni Neu</strong>" in page
    assert "Tony Neuh" not in page
    assert User.objects.get(email="neu@stadt.example").name == ("T. Neu" if is_known else "Toni Neu")


def test_everybody_corrects_their_own_name(client, response, colleague):
    client.force_login(colleague)
    page = client.get(address(response, "people")).text
    assert page.count("/survey/name/") == 2, "in the head of the page, and beside the own name"
    refused = client.post("/survey/name/", {"name": "Sascha\ufffe"})
    assert refused.status_code == 422
    told = client.post("/survey/name/", {"name": "Sascha Vogt"}, follow=True).text
    assert "Ihr Name ist gespeichert: Sascha Vogt." in told
    assert "Sascha Vogt" in client.get(address(response, "people")).text
