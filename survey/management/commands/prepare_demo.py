"""Everything the demonstration needs, made once and reused: database, region, questionnaire, wave, accounts."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from smartregion.alone import alone
from survey.demo import DEMO_ACCOUNTS


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port in the printed address")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration needs DEMO=1: its accounts have no passwords.")
        with alone():
            self.fill()
        self.stdout.write(f"\nAtlas Digitalisierung: http://127.0.0.1:{port}/\n")
        self.stdout.write("One click on the start page makes you one of these accounts:\n")
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"  {account.key:<12} {account.name}, {account.email}")
        self.stdout.write("\nCtrl-C ends the server.")

    def fill(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_region", stdout=self.stdout)
        for file in sorted((settings.BASE_DIR / "fixtures" / "questionnaires").glob("*.yaml")):
            call_command("load_questionnaire", str(file), stdout=self.stdout)
        call_command("seed_demo", earlier=True, stdout=self.stdout)
