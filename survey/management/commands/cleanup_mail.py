"""`manage.py cleanup_mail`: letters are not kept for ever."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from survey.delivery import remove_old


def days_from_text(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"expected a whole number, 1 or more, got {text}")
    return int(text)


class Command(BaseCommand):
    help = "Remove all letters older than MAIL_RETENTION_DAYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=days_from_text, default=settings.MAIL_RETENTION_DAYS, metavar="NUMBER")
        parser.add_argument("--dry-run", action="store_true", help="count and report only, remove nothing")

    def handle(self, *args: Any, days: int, dry_run: bool, **options: Any) -> None:
        removed = remove_old(days=days, dry_run=dry_run)
        verb = "would be removed" if dry_run else "removed"
        self.stdout.write(self.style.SUCCESS(f"{removed} letters older than {days} days {verb}."))
