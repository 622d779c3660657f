"""Every card of every page of the Atlas; the one place that says where the workbook of everything finds them."""

from collections.abc import Callable
from functools import partial

from atlas.cards import Card
from atlas.dashboards import PAGES
from atlas.dashboards.page import Builder, Page
from atlas.filters import selection_of
from atlas.material import Material
from atlas.options import QUESTION
from survey.models import Wave


def all_cards(wave: Wave) -> dict[str, Callable[[], Card]]:
    """Key of each card, in the order of the pages, and what makes it: nothing is computed before it is called.

    Without the page of a single question: the answers to all of them have a sheet of their own.
    """
    found: dict[str, Callable[[], Card]] = {}
    for page in PAGES.values():
        if QUESTION in page.options:
            continue
        for chapter in page.chapters:
            found |= {key: partial(_card, page, build, wave) for key, build in chapter.builders.items()}
    return found


def _card(page: Page, build: Builder, wave: Wave) -> Card:
    return build(Material(selection_of(wave, options=page.options)))
