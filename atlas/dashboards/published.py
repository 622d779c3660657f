"""The page of a published wave, for everybody."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from atlas.cards import Card
from atlas.cards import overview as cards
from atlas.cards import published as published_cards
from atlas.dashboards.page import Chapter, Dashboard
from atlas.publications import Published

Builder = Callable[[Published], Card]

BUILDERS: dict[str, Builder] = {
    "published-index": lambda wave: published_cards.index_by_district(wave.standing, wave.means, wave.edition),
    "published-sovereignty": lambda wave: published_cards.sovereignty_by_district(
        wave.standing, wave.means, wave.edition
    ),
    "published-sections": lambda wave: published_cards.sections_by_district(wave.standing, wave.means, wave.edition),
    "participation-by-district": lambda wave: cards.participation_by_district(wave.standing, wave.edition),
    "participation-by-size": lambda wave: cards.participation_by_size(wave.standing, wave.edition),
}


def published_dashboard(wave: Published) -> Dashboard:
    scores = Chapter("scores", _("How far the region has got"), {})
    participation = Chapter("participation", _("Participation"), {})
    built = {key: build(wave) for key, build in BUILDERS.items()}
    return Dashboard(
        published_cards.key_figures(wave.standing, wave.means, wave.edition),
        [
            (scores, [built[key] for key in ("published-index", "published-sovereignty", "published-sections")]),
            (participation, [built["participation-by-district"], built["participation-by-size"]]),
        ],
    )
