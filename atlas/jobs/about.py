"""The first sheet of the workbook of everything: what it is, which sheets there are, what their columns mean."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from atlas.edition import Edition
from atlas.editions import edition_of
from atlas.jobs.kinds import Order
from atlas.meanings import meanings
from atlas.workbook import Book

WIDTHS = (34, 26, 90)


@dataclass(frozen=True)
class Entry:
    """What was written: the key of its part, its title, and the names of its sheets."""

    key: str
    title: str
    names: list[str]


def write_about(page: Worksheet, book: Book, order: Order, entries: list[Entry]) -> None:
    edition = edition_of(order.wave)
    for place, width in enumerate(WIDTHS):
        page.set_column(place, place, width)
    page.write_string(0, 0, _("Atlas of digitalisation: %(wave)s") % {"wave": order.wave}, book.title)
    row = _write_facts(page, book, order, edition, 1)
    row = _write_sheets(page, book, entries, row + 1)
    _write_columns(page, book, entries, edition, row + 1)


def _write_facts(page: Worksheet, book: Book, order: Order, edition: Edition, row: int) -> int:
    """Each returns the row below what it wrote."""
    at = formats.date_format(timezone.localtime(order.at), "DATETIME_FORMAT")
    facts = [_("State of the data: %(at)s") % {"at": at}, edition.source]
    if order.wave.is_synthetic:
        facts.insert(0, _("Invented data: all returns of this survey were made up for demonstration."))
    for fact in facts:
        page.write_string(row, 0, fact, book.line)
        row += 1
    method = f"{order.site}{reverse('atlas:method')}?wave={order.wave.slug}"
    page.write_url(row, 0, method, book.link, _("How the figures come about"))
    return row + 1


def _write_sheets(page: Worksheet, book: Book, entries: list[Entry], row: int) -> int:
    page.write_string(row, 0, _("Sheet"), book.heading)
    page.write_string(row, 1, _("Content"), book.heading)
    for entry in entries:
        for name in entry.names:
            row += 1
            target = name.replace("'", "''")
            page.write_url(row, 0, f"internal:'{target}'!A1", book.link, name)
            page.write_string(row, 1, entry.title)
    return row + 1


def _write_columns(page: Worksheet, book: Book, entries: list[Entry], edition: Edition, row: int) -> None:
    """Of the sheets with names of columns; the headings of the others speak for themselves."""
    for place, heading in enumerate((_("Sheet"), _("Column"), _("Meaning"))):
        page.write_string(row, place, heading, book.heading)
    explained = meanings(edition)
    for entry in entries:
        for column, meaning in explained.get(entry.key, {}).items():
            row += 1
            page.write_string(row, 0, entry.names[0])
            page.write_string(row, 1, column)
            page.write_string(row, 2, meaning)
