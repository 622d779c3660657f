"""`manage.py load_questionnaire FILE`: a version of the questionnaire from its YAML file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from survey.actions.load_questionnaire import Outcome, QuestionnaireInUse, load_questionnaire
from survey.questionnaire.files import load_document
from survey.questionnaire.problems import DocumentErrors


class Command(BaseCommand):
    help = "Load a questionnaire; repeatable, everything or nothing. A version that a wave uses never changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="check and report only, change nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            document = load_document(file)
            loaded = load_questionnaire(document=document, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file}: cannot be read ({error.strerror})") from error
        except DocumentErrors as errors:
            raise CommandError(f"{errors}\nNothing was changed: {len(errors.problems)} problem(s).") from errors
        except QuestionnaireInUse as error:
            raise CommandError(f"{file}: {error}. Nothing was changed.") from error
        if loaded.outcome is Outcome.UNCHANGED:
            self.stdout.write(f"Nothing to do: questionnaire {loaded.questionnaire} is unchanged.")
            return
        counts = f"{loaded.questionnaire}, {len(document.sections)} sections, {len(document.questions)} questions"
        if dry_run:
            self.stdout.write(f"Dry run, nothing was changed: questionnaire {counts} would be {loaded.outcome}.")
        else:
            self.stdout.write(self.style.SUCCESS(f"Questionnaire {counts}: {loaded.outcome}."))
