"""Who is forgotten is found nowhere any more, and what they gave stays."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError
from django.core.serializers import serialize
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from survey.actions import forget_person, invite, keep_upload, reopen, save_answers
from survey.actions.forget import kept_of
from survey.models import Event, Letter, Membership, Submission, User
from tests.factories import JobFactory, MembershipFactory, ResponseFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Alexandra Vogt-Sommer", "alexandra@stadt.example"


@pytest.fixture
def alexandra(settings):
    """Coordinates a town hall, has been around, and is about to log in once more."""
    settings.EMAIL_BACKEND = "survey.mail.QueueBackend"
    membership = MembershipFactory(user__name=NAME, user__email=EMAIL, user__last_login=timezone.now())
    person = membership.user
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    for thing in (person, membership):
        kind = ContentType.objects.get_for_model(type(thing))
        LogEntry.objects.create(
            user=UserFactory(admin=True), content_type=kind, object_id=thing.pk, object_repr=str(thing),
            action_flag=CHANGE, change_message=json.dumps([{"added": {"object": str(membership)}}]),
        )  # fmt: skip
    Client().force_login(person)
    Client().post(reverse("account_request_login_code"), {"email": EMAIL})
    assert Session.objects.count() == 2
    assert Letter.objects.filter(to=EMAIL).count() == 1
    return person


@pytest.fixture
def submission(alexandra):
    """Handed in by Alexandra, who was invited under her name before, and open again."""
    response = ResponseFactory(municipality=alexandra.memberships.get().municipality)
    boss = MembershipFactory(municipality=response.municipality).user
    alexandra.memberships.all().delete()
    invite(response=response, by=boss, email=EMAIL, name=NAME, role="coordinator", link="https://atlas.example/")
    submission = SubmissionFactory(response=response, submitted_by=alexandra)
    reopen(response=response, by=alexandra)
    keep_upload(response=response, cells=[], file_name="return.xlsx", by=alexandra)
    return submission


def everything():
    """All rows of all tables, as text."""
    models = [model for model in apps.get_models() if not model._meta.proxy]
    sessions = json.dumps([session.get_decoded() for session in Session.objects.all()])
    return sessions + "".join(serialize("json", model._base_manager.all(), ensure_ascii=False) for model in models)


def test_person_without_traces_is_deleted_with_all_that_was_theirs(alexandra):
    JobFactory(made_by=alexandra)
    MembershipFactory()
    assert forget_person(person=alexandra)
    assert not User.objects.filter(pk=alexandra.pk).exists()
    assert NAME not in everything()
    assert EMAIL not in everything()


def test_person_who_handed_in_becomes_a_former_person(alexandra, submission):
    before = serialize("json", Submission.objects.all())
    assert not forget_person(person=alexandra)
    text = everything()
    assert NAME not in text
    assert EMAIL not in text
    assert serialize("json", Submission.objects.all()) == before
    former = User.objects.get(pk=alexandra.pk)
    assert str(Submission.objects.get().submitted_by) == str(former) == former.name == "Ehemalige Person"
    assert not former.has_usable_password()
    assert not former.is_active
    assert not former.memberships.exists()
    assert not Session.objects.exists()


def test_pages_of_the_town_hall_name_a_former_person(alexandra, submission, client):
    response = submission.response
    section = response.wave.questionnaire.document.sections[0]
    save_answers(response=response, values={section.questions[0].code: None}, by=alexandra)
    forget_person(person=alexandra)
    client.force_login(Membership.objects.get(municipality=response.municipality).user)
    where = [response.wave.slug, response.municipality_id]
    pages = [("log", []), ("receipt", [1]), ("section", [section.slug]), ("people", [])]
    texts = {name: client.get(reverse(f"survey:{name}", args=[*where, *more])).text for name, more in pages}
    assert NAME not in "".join(texts.values())
    assert "Ehemalige Person hat den Antwortbogen abgegeben" in texts["log"]
    assert "Ehemalige Person" in texts["receipt"]
    assert "Ehemalige Person" in texts["section"]
    assert "Ehemalige Person" not in texts["people"]
    client.cookies["django_language"] = "en"
    page = client.get(reverse("survey:section", args=[*where, section.slug])).text
    assert "Former person" in page
    assert "Ehemalige Person" not in page


def test_former_person_cannot_log_in(alexandra, submission, client):
    forget_person(person=alexandra)
    former = User.objects.get(pk=alexandra.pk)
    for address in (EMAIL, former.email):
        client.post(reverse("account_request_login_code"), {"email": address})
    assert [(letter.to, letter.kind) for letter in Letter.objects.all()] == [([EMAIL], "unknown_account")]


def test_what_people_of_the_team_did_stays_as_history(alexandra):
    admin = LogEntry.objects.first().user
    UserFactory(admin=True)
    assert set(kept_of(admin)) == {"Logeinträge"}
    assert not forget_person(person=admin)
    assert LogEntry.objects.filter(user=admin).exists()


def test_last_admin_stays():
    admin = UserFactory(admin=True)
    UserFactory(admin=True, is_active=False)
    with pytest.raises(PermissionDenied, match="letzte Person"):
        forget_person(person=admin)
    UserFactory(admin=True)
    assert forget_person(person=admin)


@pytest.mark.parametrize("change", [{"person_name": "Anders"}, {"remark": ""}, {"remark": "", "person_name": ""}])
def test_log_takes_no_other_change_than_a_name_that_goes(submission, change):
    with pytest.raises((IntegrityError, InternalError), match="Cannot update"), transaction.atomic():
        Event.objects.filter(kind="invited").update(**change | ({"remark": "!"} if "remark" in change else {}))


def test_command_says_what_happens_and_the_second_time_that_nobody_is_there(manage, alexandra, submission):
    Membership.objects.exclude(user=alexandra).delete()
    before = everything()
    told = manage("forget_person", EMAIL.upper(), "--dry-run")
    assert f"Nobody else coordinates {submission.response.municipality} in “Wave 0”." in told
    assert f"The person with the address {EMAIL} would be made a former person; these stay: " in told
    assert "1 submissions" in told
    assert everything() == before
    assert f"The person with the address {EMAIL} is made a former person" in manage("forget_person", EMAIL)
    with pytest.raises(CommandError, match=f"Nobody has the address {EMAIL}"):
        manage("forget_person", EMAIL)
    with pytest.raises(CommandError, match="no e-mail address"):
        manage("forget_person", User.objects.get(pk=alexandra.pk).email)


def test_command_deletes_who_left_no_trace_but_not_the_last_admin(manage):
    guest, admin = UserFactory(email="guest@stadt.example"), UserFactory(admin=True)
    assert "is deleted; nothing else pointed there" in manage("forget_person", guest.email)
    for more in ([], ["--dry-run"]):
        with pytest.raises(CommandError, match="last admin"):
            manage("forget_person", admin.email, *more)
    assert list(User.objects.all()) == [admin]


def test_names_of_before_leave_the_history_too(client, db):
    client.force_login(UserFactory(admin=True))
    membership = MembershipFactory(user__name="Alter Name")
    person = membership.user
    client.post(reverse("admin:survey_membership_delete", args=[membership.pk]), {"post": "yes"})
    form = client.get(reverse("admin:survey_user_change", args=[person.pk])).context["adminform"].form
    rows = {f"memberships-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    for name in ("Alter Name 2", "Neuer Name"):
        data = {"email": form["email"].value(), "name": name, "is_active": "on"} | rows
        assert client.post(reverse("admin:survey_user_change", args=[person.pk]), data).status_code == 302
    assert LogEntry.objects.filter(object_repr__startswith="Alter Name").exists()
    forget_person(person=person)
    assert not LogEntry.objects.filter(object_repr__contains="Name").exists()
