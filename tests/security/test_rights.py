"""Rights follow from the ticks on a person: the office looks after people and takes over nobody."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from survey.models import Membership, User
from survey.rights import OFFICE
from tests.factories import MembershipFactory, MunicipalityFactory, UserFactory, WaveFactory

pytestmark = pytest.mark.django_db
ADD, LIST = reverse("admin:survey_user_add"), reverse("admin:survey_user_changelist")
TICKS = ("is_analyst", "is_staff", "is_superuser")
INLINE = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}


def page_of(person):
    return reverse("admin:survey_user_change", args=[person.pk])


def person_form(**fields):
    return {"email": "new@stadt.example", "name": "Neu", "is_active": "on"} | INLINE | fields


@pytest.fixture
def office(client):
    person = UserFactory(office=True, email="office@region.example")
    client.force_login(person)
    return person


@pytest.fixture(params=["analyst", "office", "admin"])
def colleague(request):
    return UserFactory(**{request.param: True}, email="boss@region.example", name="Boss")


def test_pages_that_made_admins_are_gone(client):
    client.force_login(UserFactory(admin=True))
    foreign = ("account/emailaddress", "mfa/authenticator", "auth/group", "post_office/email", "atlas/job")
    assert {client.get(f"/admin/{path}/").status_code for path in foreign} == {404}
    assert {client.get(f"/admin/{path}/add/").status_code for path in foreign} == {404}


def test_page_of_a_person_offers_ticks_and_nothing_else_that_grants(client):
    client.force_login(UserFactory(admin=True))
    fields = set(client.get(ADD).context["adminform"].form.fields)
    assert fields == {"email", "name", "is_active", *TICKS}


def test_group_with_all_rights_grants_nothing(office):
    Group.objects.create(name="all").permissions.set(Permission.objects.all())
    assert not User._meta.many_to_many
    assert not office.has_perm("account.add_emailaddress")
    assert not office.has_perm("survey.view_submission")
    assert not office.has_module_perms("account")


@pytest.mark.parametrize("ticks", [{}, {"is_analyst": True}])
def test_rights_of_the_office_need_its_tick(ticks):
    assert not UserFactory(**ticks).has_perm("survey.view_user")


def test_closed_account_has_no_rights():
    for tick in ("office", "admin"):
        person = UserFactory(is_active=False, **{tick: True})
        assert not person.has_perm("survey.view_user")
        assert not person.has_module_perms("survey")


def test_every_right_of_the_office_exists():
    known = Permission.objects.values_list("content_type__app_label", "codename")
    assert {".".join(right) for right in known} >= OFFICE


# what the office tries


def test_office_cannot_tick_itself_or_others(client, office):
    everything = dict.fromkeys(TICKS, "on")
    assert client.post(page_of(office), person_form(**everything)).status_code == 403
    client.post(ADD, person_form(**everything))
    member = UserFactory()
    client.post(page_of(member), person_form(email="other@stadt.example", **everything))
    assert list(User.objects.filter(email__endswith="stadt.example").values_list(*TICKS)) == [(False,) * 3] * 2
    office.refresh_from_db()
    assert [getattr(office, tick) for tick in TICKS] == [False, True, False]


def test_office_cannot_change_close_or_delete_a_colleague(client, office, colleague):
    for fields in ({}, {"is_active": ""}, {"email": office.email}):
        assert client.post(page_of(colleague), person_form(**fields)).status_code == 403
    assert client.post(reverse("admin:survey_user_delete", args=[colleague.pk]), {"post": "yes"}).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": [colleague.pk], "post": "yes"}
    client.post(LIST, delete)
    there = User.objects.get(pk=colleague.pk)
    assert (there.email, there.is_active) == ("boss@region.example", True)


@pytest.mark.parametrize("typed", ["BOSS@region.example", "b\u200boss@region.example", "boss@region.example."])
def test_office_cannot_add_a_colleague_a_second_time(client, office, colleague, typed):
    client.post(ADD, person_form(email=typed))
    assert "gibt es schon" in client.post(ADD, person_form(email=typed)).text
    member = UserFactory()
    assert "gibt es schon" in client.post(page_of(member), person_form(email=typed)).text
    assert User.objects.filter(email__contains="oss@").get() == colleague


def test_office_cannot_remove_an_authenticator(client, office, colleague):
    TOTP.activate(colleague, generate_totp_secret())
    client.post(LIST, {"action": "remove_authenticator", "_selected_action": [colleague.pk]})
    assert Authenticator.objects.exists()


def test_admin_removes_a_lost_authenticator(client):
    admin, member = UserFactory(admin=True), UserFactory(analyst=True)
    for person in (admin, member):
        TOTP.activate(person, generate_totp_secret())
    admin.refresh_from_db()
    client.force_login(admin)
    client.post(LIST, {"action": "remove_authenticator", "_selected_action": [member.pk]})
    assert [authenticator.user for authenticator in Authenticator.objects.all()] == [admin]


@pytest.mark.parametrize("role", ["office", "admin"])
def test_nobody_learns_a_password_by_filtering(client, role):
    client.force_login(UserFactory(**{role: True}))
    assert client.get(LIST, {"password__startswith": "!"}).status_code == 400
    memberships = reverse("admin:survey_membership_changelist")
    assert client.get(memberships, {"user__password__startswith": "!"}).status_code == 400


def test_office_gives_and_takes_memberships(client, office):
    town, person = MunicipalityFactory(), UserFactory()
    form = {"user": person.pk, "municipality": town.pk, "role": "coordinator"}
    assert client.post(reverse("admin:survey_membership_add"), form).status_code == 302
    membership = Membership.objects.get(user=person)
    client.post(reverse("admin:survey_membership_delete", args=[membership.pk]), {"post": "yes"})
    assert not Membership.objects.exists()


def test_office_deletes_a_person_whom_nothing_rests_on(client, office):
    person = MembershipFactory().user
    client.post(reverse("admin:survey_user_delete", args=[person.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=person.pk).exists()


def test_office_opens_every_page_that_its_index_leads_to(client, office):
    WaveFactory()
    MembershipFactory()
    page = client.get("/admin/")
    links = [model["admin_url"] for app in page.context["app_list"] for model in app["models"]]
    assert len(links) == 9
    assert {client.get(link).status_code for link in links} == {200}


def test_admin_who_is_ticked_alone_finds_the_administration(client):
    client.force_login(UserFactory(admin=True))
    client.post(ADD, person_form(is_superuser="on"))
    person = User.objects.get(email="new@stadt.example")
    assert person.is_staff
    client.force_login(person)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("who", ["office", "analyst", "admin"])
def test_office_gives_no_role_in_a_town_hall_to_itself_or_the_team(client, who):
    office = UserFactory(is_staff=True)
    person = {"office": office, "analyst": UserFactory(analyst=True), "admin": UserFactory(admin=True)}[who]
    client.force_login(office)
    typed = {"user": person.pk, "municipality": MunicipalityFactory().pk, "wave": "", "role": "coordinator"}
    refused = client.post(reverse("admin:survey_membership_add"), typed)
    assert refused.status_code == 200
    assert "errorlist" in refused.text
    assert not Membership.objects.exists()


def test_former_address_is_told_of_the_new_one(client, mailoutbox):
    person = UserFactory(email="kim@stadt.example")
    client.force_login(UserFactory(is_staff=True))
    rows = {f"memberships-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    typed = {"email": "evil@x.example", "name": person.name, "is_active": "on", **rows}
    assert client.post(reverse("admin:survey_user_change", args=[person.pk]), typed).status_code == 302
    (letter,) = mailoutbox
    assert letter.to == ["kim@stadt.example"]
    assert "evil@x.example" in letter.body
