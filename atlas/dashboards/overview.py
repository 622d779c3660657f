"""The first page: where the region stands, on one screen and a few below it."""

from django.utils.translation import gettext_lazy as _

from atlas import cards
from atlas.cards import Card
from atlas.dashboards.page import Chapter, Page
from atlas.key_figures import key_figures
from atlas.material import Material

MOST_OUTLINES = 1000  # with more municipalities in it, a map of outlines is slower than its reader's patience


def level_map(material: Material) -> Card:
    if len(material.standing) > MOST_OUTLINES:
        return cards.index_points(material.standing, material.edition)
    return cards.index_map(material.standing, material.edition, shapes=material.shapes)


OVERVIEW = Page(
    key="overview",
    title=_("Overview"),
    heading=_("Where the Stuttgart Region stands"),
    key_figures=lambda material: key_figures(material.standing, material.edition),
    chapters=(
        Chapter(
            "levels",
            _("Levels"),
            {
                "index-map": level_map,
                "level-distribution": lambda material: cards.level_distribution(material.standing, material.edition),
            },
        ),
        Chapter(
            "scores",
            _("Scores by district"),
            {
                "index-by-district": lambda material: cards.index_by_district(material.standing, material.edition),
                "sections-by-district": lambda material: cards.sections_by_district(
                    material.standing, material.edition
                ),
            },
        ),
        Chapter(
            "participation",
            _("Participation"),
            {
                "participation-by-district": lambda material: cards.participation_by_district(
                    material.standing, material.edition
                ),
                "participation-by-size": lambda material: cards.participation_by_size(
                    material.standing, material.edition
                ),
                "participation-over-time": lambda material: cards.participation_over_time(
                    material.standing, material.edition
                ),
            },
        ),
    ),
)
