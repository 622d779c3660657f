"""A person is forgotten: deleted if nothing stays that they gave or did, else without name, address and log-in."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CASCADE, F, ForeignObjectRel, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from survey.models import Event, Letter, Membership, Upload, User
from survey.models.people import FORMER_PERSON


class LastAdmin(PermissionDenied):
    """Without this person nobody could hand out roles: nothing has changed."""


@transaction.atomic
def forget_person(*, person: User, at: datetime | None = None) -> bool:
    """Take out all that tells who the person is; what they gave stays, as that of a former person.

    Letters to them go, those that wait to be sent included. Letters to others that name them go in time, as all do.
    Tells whether the person is deleted. Raises LastAdmin.
    """
    admins = User.objects.select_for_update(no_key=True).filter(is_superuser=True).order_by("pk")
    list(admins)  # of two admins who forget each other at once, the second waits here
    if is_last_admin(person):
        raise LastAdmin(_("This is the last admin. Please add another one first."))
    _end_sessions(person)
    _delete_letters(person)
    _take_out_of_history(person)
    Upload.objects.filter(uploaded_by=person).delete()
    if not kept_of(person):
        person.delete()
        return True
    for records in _leaving(person):
        records.delete()
    User.objects.filter(pk=person.pk).update(
        name=FORMER_PERSON,
        email=f"person-{person.pk}@forgotten.invalid",  # a domain that never exists, and that no form accepts
        password="!",  # noqa: S106 - no password at all
        **dict.fromkeys(("is_active", "is_analyst", "is_staff", "is_superuser"), False),
        last_login=None,
        session_generation=F("session_generation") + 1,
        forgotten_at=at or timezone.now(),
    )
    return False


def is_last_admin(person: User) -> bool:
    admins = User.objects.filter(is_superuser=True, is_active=True)
    return set(admins.values_list("pk", flat=True)) == {person.pk}


def kept_of(person: User) -> Counter[str]:
    """What the person gave or did and what therefore stays: how many records, by what they are called."""
    found: Counter[str] = Counter()
    for relation in _relations():
        if _stays(relation) and relation.related_model is not Upload:
            found[str(relation.related_model._meta.verbose_name_plural)] += _records(relation, person).count()
    return +found


def _leaving(person: User) -> Iterator[QuerySet]:
    """Roles, tasks, addresses, authenticators, jobs: what is the person's own."""
    return (_records(relation, person) for relation in _relations() if not _stays(relation))


def _relations() -> Iterator[ForeignObjectRel]:
    """All columns of the database that point to people."""
    fields = User._meta.get_fields(include_hidden=True)
    return (field for field in fields if isinstance(field, ForeignObjectRel) and field.auto_created)


def _stays(relation: ForeignObjectRel) -> bool:
    """What somebody did in the administration is history, although Django would delete it."""
    return relation.on_delete is not CASCADE or relation.related_model is LogEntry


def _records(relation: ForeignObjectRel, person: User) -> QuerySet:
    records: QuerySet = relation.related_model._base_manager.filter(**{relation.field.name: person})
    return records


def _end_sessions(person: User) -> None:
    """And log-ins under way, which know the address and the code."""
    for session in Session.objects.iterator():
        known = session.get_decoded()
        if known.get(SESSION_KEY) == str(person.pk) or json.dumps(person.email) in json.dumps(known):
            session.delete()


def _delete_letters(person: User) -> None:
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    Letter.objects.filter(to__in=addresses).delete()


def _take_out_of_history(person: User) -> None:
    """What the municipality called the person, and what the administration noted about them."""
    Event.objects.filter(person=person).exclude(person_name="").update(person_name="")
    roles = [str(pk) for pk in person.memberships.values_list("pk", flat=True)]
    of_person = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    names = {str(person), *of_person.values_list("object_repr", flat=True)}  # also those of before
    is_role = Q(object_id__in=roles)
    for name in names:
        is_role |= Q(object_repr__startswith=f"{name} – ")  # a role that is gone
    of_roles = LogEntry.objects.filter(is_role, content_type=ContentType.objects.get_for_model(Membership))
    for notes in (of_person, of_roles):
        notes.update(object_repr=FORMER_PERSON, change_message="")
