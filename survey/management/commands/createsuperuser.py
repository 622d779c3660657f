"""`manage.py createsuperuser EMAIL NAME`: Django's own command asks for a password that nobody would use."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from survey.models import User


class Command(BaseCommand):
    help = "Add an admin, who logs in by a code sent to the address and then sets up an authenticator app."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("name", metavar="NAME")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        try:
            admin = User.objects.create_superuser(email, name=name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(self.style.SUCCESS(f"{admin.name} logs in with a code sent to {admin.email}."))
