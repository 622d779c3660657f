"""`manage.py forget_person EMAIL`: somebody asks that we forget them, or has left for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from survey.actions.forget import forget_person, is_last_admin, kept_of
from survey.coordination import coordination_by, coordination_of_active
from survey.email_addresses import one_spelling
from survey.models import User


class Command(BaseCommand):
    help = (
        "Delete the person with this address; if answers or submissions of theirs stay, name, address and log-in are "
        "removed, and pages call them a former person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    @override("en")
    def handle(self, *args: Any, email: str, dry_run: bool, **options: Any) -> None:
        person = person_with(email)
        kept, address = kept_of(person), person.email
        for (municipality, wave), _people in coordination_by([person], coordination_of_active()).items():
            self.stdout.write(self.style.WARNING(f"Nobody else coordinates {municipality} in “{wave}”."))
        if is_last_admin(person):
            raise CommandError(f"{person} is the last admin. Add another one first.")
        if not dry_run:
            forget_person(person=person)
        verb = "would be" if dry_run else "is"
        stays = ", ".join(f"{number} {kind}" for kind, number in sorted(kept.items()))
        told = f"made a former person; these stay: {stays}" if kept else "deleted; nothing else pointed there"
        self.stdout.write(self.style.SUCCESS(f"The person with the address {address} {verb} {told}."))


def person_with(email: str) -> User:
    try:
        return User.objects.get(email=one_spelling(email))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    except User.DoesNotExist:
        raise CommandError(f"Nobody has the address {email}.") from None
