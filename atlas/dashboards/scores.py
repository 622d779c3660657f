"""Scores: where districts and municipalities stand, how sure that is, and how it goes with size."""

from django.utils.translation import gettext_lazy as _

from atlas.cards import Card, order, spread
from atlas.columns import POPULATION
from atlas.dashboards.page import Chapter, Page, of_standing
from atlas.material import Material
from atlas.options import ESTIMATE, INHABITANTS, UNWEIGHTED, WEIGHTING


def means(material: Material) -> Card:
    return spread.means(
        material.standing,
        material.edition,
        weight=POPULATION if material.selection.option(WEIGHTING) == INHABITANTS else None,
        is_estimated=material.selection.option(ESTIMATE) != UNWEIGHTED,
    )


SCORES = Page(
    key="scores",
    title=_("Scores"),
    heading=_("How far the fields of action have got"),
    options=(WEIGHTING, ESTIMATE),
    chapters=(
        Chapter("districts", _("Districts"), {"means": means}),
        Chapter(
            "municipalities",
            _("Municipalities"),
            {
                "spread": of_standing(spread.spread),
                "size-effect": of_standing(spread.size_effect),
                "levels-by-size": of_standing(spread.levels_by_size),
                "order": of_standing(order.order),
            },
        ),
    ),
)
