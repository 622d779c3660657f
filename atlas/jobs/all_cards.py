"""Every card of every page of the Atlas; the one place that says where the workbook of everything finds them."""

from collections.abc import Callable
from functools import partial

from atlas import dashboards
from atlas.cards import Card
from atlas.filters import Selection
from survey.models import Wave


def all_cards(wave: Wave) -> dict[str, Callable[[], Card]]:
    """Key of each card, in the order of the pages, and what makes it: nothing is computed before it is called."""
    chapters = (*dashboards.OVERVIEW, *dashboards.ROBUSTNESS)
    keys = [key for chapter in chapters for key in chapter.builders]
    return {key: partial(dashboards.card_or_404, key, Selection(wave)) for key in keys}
