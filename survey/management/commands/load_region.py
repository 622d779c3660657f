"""`manage.py load_region`: the register of municipalities and their boundaries from the official files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from survey.actions.load_region import load_region
from survey.region.files import read_region
from survey.region.problems import RegionErrors

FIXTURES: Path = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    help = "Load municipalities, districts and boundaries; repeatable, everything or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--csv", type=Path, default=FIXTURES / "municipalities.csv", metavar="FILE")
        parser.add_argument("--boundaries", type=Path, default=FIXTURES / "boundaries.geojson", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="check and report only, change nothing")

    def handle(self, *args: Any, csv: Path, boundaries: Path, dry_run: bool, **options: Any) -> None:
        try:
            region = read_region(csv, boundaries)
        except RegionErrors as errors:
            raise CommandError(f"{errors}\nNothing was changed: {len(errors.problems)} problem(s).") from errors
        changes = load_region(region=region, dry_run=dry_run)
        if changes.absent:
            self.stdout.write(f"In the database but not in the file, left as they are: {', '.join(changes.absent)}")
        counts = f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.unchanged)} unchanged"
        if dry_run:
            self.stdout.write(f"Dry run, nothing was changed: {counts}.")
        elif changes.added or changes.changed:
            self.stdout.write(self.style.SUCCESS(f"Municipalities: {counts}."))
        else:
            self.stdout.write(f"Nothing to do: all {len(changes.unchanged)} municipalities are up to date.")
