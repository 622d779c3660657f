"""Which cards stand on which page, under which headings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atlas import cards, frames
from atlas.cards import Card
from atlas.editions import edition_of
from atlas.filters import Selection
from atlas.geometry import Shapes, shapes

Builder = Callable[..., Card]


@dataclass(frozen=True)
class Chapter:
    """Cards under one heading."""

    key: str
    title: Promise
    builders: dict[str, Builder]


OVERVIEW = (
    Chapter(
        "levels",
        _("Where the region stands"),
        {"index-map": cards.index_map, "level-distribution": cards.level_distribution},
    ),
    Chapter(
        "scores",
        _("Scores by district"),
        {"index-by-district": cards.index_by_district, "sections-by-district": cards.sections_by_district},
    ),
    Chapter(
        "participation",
        _("Participation"),
        {
            "participation-by-district": cards.participation_by_district,
            "participation-by-size": cards.participation_by_size,
            "participation-over-time": cards.participation_over_time,
        },
    ),
)


def overview(selection: Selection, version: str) -> list[tuple[Chapter, list[Card]]]:
    build = _builder(selection, version)
    return [(chapter, [build(builder) for builder in chapter.builders.values()]) for chapter in OVERVIEW]


def card_or_404(key: str, selection: Selection, version: str) -> Card:
    for chapter in OVERVIEW:
        if key in chapter.builders:
            return _builder(selection, version)(chapter.builders[key])
    raise Http404


def _builder(selection: Selection, version: str) -> Callable[[Builder], Card]:
    standing = selection.of(frames.standing(selection.wave))
    edition = edition_of(selection.wave, is_selection=selection.is_partial)

    def build(builder: Builder) -> Card:
        if builder is cards.index_map:
            builder = partial(builder, shapes=map_shapes(version))
        return builder(standing, edition)

    return build


@lru_cache(maxsize=2)
def map_shapes(version: str) -> Shapes:
    """The outlines of the map, worked out once per state of the data."""
    return shapes(frames.boundaries(), frames.register())
