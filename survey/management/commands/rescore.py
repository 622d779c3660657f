"""`manage.py rescore`: stored scores follow the method."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from survey.actions.rescore import rescore
from survey.models import Wave


class Command(BaseCommand):
    help = "Compute the scores of all submissions again from what was handed in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wave", metavar="SLUG", help="only the submissions of this wave")
        parser.add_argument("--dry-run", action="store_true", help="compare and report only, change nothing")

    def handle(self, *args: Any, wave: str | None, dry_run: bool, **options: Any) -> None:
        chosen = Wave.objects.with_questionnaire().filter(slug=wave).first() if wave else None
        if wave and chosen is None:
            raise CommandError(f"There is no wave {wave}.")
        done = rescore(wave=chosen, dry_run=dry_run)
        verb = "would change" if dry_run else "changed"
        self.stdout.write(self.style.SUCCESS(f"{done.changed} of {done.checked} scores {verb}."))
