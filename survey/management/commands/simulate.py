"""`manage.py simulate --municipalities 10800`: a second database for measuring."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from survey.management.commands.seed_demo import PARTICIPATION, SEED, share
from survey.questionnaire.files import load_document
from survey.questionnaire.problems import DocumentErrors
from survey.second_database import connected_database, create_database, migrate
from survey.simulation import is_filled, simulate

QUESTIONNAIRES: Path = settings.BASE_DIR / "fixtures" / "questionnaires"


class Command(BaseCommand):
    help = "Fill a second database on the same server with invented municipalities and their returns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipalities", type=number_of_municipalities, default=10_800, metavar="NUMBER")
        parser.add_argument("--database", default="simulation", metavar="NAME")
        parser.add_argument("--participation", type=share, default=PARTICIPATION, metavar="SHARE")
        parser.add_argument("--seed", type=int, default=SEED, metavar="NUMBER")
        parser.add_argument(
            "--questionnaire", type=Path, metavar="FILE", help="default: the last in fixtures/questionnaires"
        )

    def handle(self, *args: Any, database: str, **options: Any) -> None:
        if database == connection.settings_dict["NAME"]:
            raise CommandError(f"{database} is the database in use: give the simulation another name.")
        if create_database(database):
            self.stdout.write(f"Database {database} created.")
        with connected_database(database) as alias:
            migrate(alias)
            if is_filled(alias):
                self.stdout.write(f"Nothing to do: database {database} holds returns already.")
            else:
                self.fill(alias, **options)
        self.stdout.write(f"To look at it: DATABASE_NAME={database} manage.py runserver")

    def fill(
        self, alias: str, municipalities: int, participation: float, seed: int, questionnaire: Path | None, **_: Any
    ) -> None:
        begun = perf_counter()
        try:
            document = load_document(questionnaire or max(QUESTIONNAIRES.glob("*.yaml")))
        except (DocumentErrors, OSError) as error:
            raise CommandError(str(error)) from error
        saved = simulate(
            alias=alias,
            document=document,
            municipalities=municipalities,
            participation=participation,
            seed=seed,
            report=lambda number: self.stdout.write(f"{number} returns"),
        )
        text = f"{municipalities} municipalities, {saved} returns in {perf_counter() - begun:.0f} s."
        self.stdout.write(self.style.SUCCESS(text))


def number_of_municipalities(text: str) -> int:
    """Nine thousand districts of 179 fit below the highest key."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000:
        raise ArgumentTypeError(f"expected a whole number from 1 to 1000000, got {text}")
    return int(text)
