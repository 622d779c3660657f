"""Which cards stand on which page, under which headings: one module per page."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from atlas.cards import Card
from atlas.dashboards.applications import APPLICATIONS
from atlas.dashboards.compare import COMPARE
from atlas.dashboards.map import MAP
from atlas.dashboards.overview import OVERVIEW
from atlas.dashboards.page import Page
from atlas.dashboards.participation import PARTICIPATION
from atlas.dashboards.priorities import PRIORITIES
from atlas.dashboards.question import QUESTION_PAGE
from atlas.dashboards.robustness import ROBUSTNESS
from atlas.dashboards.scores import SCORES
from atlas.dashboards.sovereignty import SOVEREIGNTY_PAGE
from atlas.dashboards.trend import TREND
from atlas.material import Material

PAGES: dict[str, Page] = {
    page.key: page
    for page in (
        *(OVERVIEW, PARTICIPATION, SCORES, MAP, QUESTION_PAGE, PRIORITIES, SOVEREIGNTY_PAGE, APPLICATIONS),
        *(COMPARE, TREND, ROBUSTNESS),
    )
}

# Names of addresses and what they are called, in the order of reading.
NAVIGATION = (
    *((page.key, page.title) for page in (OVERVIEW, PARTICIPATION, SCORES, MAP)),
    ("questions", _("Questions")),
    *((page.key, page.title) for page in (PRIORITIES, SOVEREIGNTY_PAGE, APPLICATIONS, COMPARE, TREND, ROBUSTNESS)),
    ("method", _("Method")),
)


def page_of_card_or_404(key: str) -> Page:
    """The first page on which the card stands: its table is the same on all."""
    for page in PAGES.values():
        if any(key in chapter.builders for chapter in page.chapters):
            return page
    raise Http404


def card_of(page: Page, key: str, material: Material) -> Card:
    builders = {name: build for chapter in page.chapters for name, build in chapter.builders.items()}
    return builders[key](material)
