"""`manage.py seed_demo`: accounts and a wave of invented returns for the demonstration."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from survey.demo_data import DemoImpossible, seed_demo
from survey.models import Questionnaire

PARTICIPATION = 0.79  # what the region reached before
SEED = 2026  # any number; the same one gives the same data


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no number") from error
    if not 0 <= value <= 1:
        raise ArgumentTypeError(f"expected a share from 0 to 1, got {text}")
    return value


class Command(BaseCommand):
    help = "Create demo accounts and a synthetic wave. A wave that has returns already is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wave", metavar="SLUG", help="default: as the questionnaire loaded last")
        parser.add_argument("--participation", type=share, default=PARTICIPATION, metavar="SHARE")
        parser.add_argument("--seed", type=int, default=SEED, metavar="NUMBER")
        parser.add_argument("--earlier", action="store_true", help="make a published wave two years before, too")

    def handle(
        self, *args: Any, wave: str | None, participation: float, seed: int, earlier: bool, **options: Any
    ) -> None:
        try:
            slug = wave or last_questionnaire()
            demo = seed_demo(slug=slug, participation=participation, seed=seed, earlier=earlier)
        except DemoImpossible as error:
            raise CommandError(str(error)) from error
        if demo.is_new:
            text = f"Wave {demo.wave.slug}: {demo.submissions} synthetic returns handed in, one half filled in."
            self.stdout.write(self.style.SUCCESS(text))
        else:
            self.stdout.write(f"Nothing to do: wave {demo.wave.slug} has {demo.submissions} returns handed in.")


def last_questionnaire() -> str:
    questionnaire = Questionnaire.objects.order_by("loaded_at").last()
    if questionnaire is None:
        raise DemoImpossible("No questionnaire is loaded: run manage.py load_questionnaire FILE first.")
    return questionnaire.slug
