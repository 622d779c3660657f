"""The first page: where the region stands, on one screen and a few below it."""

from django.utils.translation import gettext_lazy as _

from atlas.cards import Card, maps
from atlas.cards import overview as cards
from atlas.dashboards.map import shapes_for
from atlas.dashboards.page import Chapter, Page, of_standing
from atlas.key_figures import key_figures
from atlas.material import Material


def level_map(material: Material) -> Card:
    return maps.index_map(material.standing, material.edition, shapes=shapes_for(material))


OVERVIEW = Page(
    key="overview",
    title=_("Overview"),
    heading=_("Where the Stuttgart Region stands"),
    key_figures=lambda material: key_figures(material.standing, material.edition),
    chapters=(
        Chapter(
            "levels",
            _("Levels"),
            {"index-map": level_map, "level-distribution": of_standing(cards.level_distribution)},
        ),
        Chapter(
            "scores",
            _("Scores by district"),
            {
                "index-by-district": of_standing(cards.index_by_district),
                "sections-by-district": of_standing(cards.sections_by_district),
            },
        ),
        Chapter(
            "participation",
            _("Participation"),
            {
                "participation-by-district": of_standing(cards.participation_by_district),
                "participation-by-size": of_standing(cards.participation_by_size),
                "participation-over-time": of_standing(cards.participation_over_time),
            },
        ),
    ),
)
