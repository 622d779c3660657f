"""Which cards stand on which page, under which headings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from atlas import cards, frames
from atlas.cards import Card
from atlas.edition import Edition
from atlas.editions import edition_of, evidence_of
from atlas.filters import Selection
from atlas.geometry import Shapes, shapes
from atlas.key_figures import KeyFigure, key_figures
from atlas.robustness import certainty, respondents, returns
from survey.models import Wave

Builder = Callable[..., Card]

MOST_OUTLINES = 1000  # with more municipalities in it, a map of outlines is slower than its reader's patience


@dataclass(frozen=True)
class Chapter:
    """Cards under one heading."""

    key: str
    title: Promise
    builders: dict[str, Builder]


OVERVIEW = (
    Chapter(
        "levels",
        _("Levels"),
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


ROBUSTNESS = (
    Chapter(
        "strata",
        _("Who answered, and for whom they stand"),
        {"cells": respondents.by_cell, "participation-by-kind": respondents.kinds},
    ),
    Chapter(
        "silent",
        _("Who did not answer"),
        {
            "respondents-and-silent": respondents.comparison,
            "late-and-early": respondents.late,
            "most-helpful": respondents.most_helpful,
        },
    ),
    Chapter(
        "bounds",
        _("What is certain, and what would change it"),
        {
            "certain": certainty.certain,
            "level-tipping": certainty.level_tipping,
            "order-tipping": certainty.order_tipping,
        },
    ),
    Chapter(
        "items",
        _("Within the returns"),
        {
            "open-questions": returns.open_questions,
            "alpha": returns.alpha,
            "item-rest": returns.items,
            "section-weights": returns.section_weights,
        },
    ),
)


@dataclass(frozen=True)
class Dashboard:
    """A page of the Atlas: key figures, then chapters of cards."""

    key_figures: list[KeyFigure]
    chapters: list[tuple[Chapter, list[Card]]]


def overview(selection: Selection) -> Dashboard:
    standing, edition = _chosen(selection)
    return Dashboard(
        key_figures(standing, edition),
        [
            (chapter, [_card(builder, standing, edition) for builder in chapter.builders.values()])
            for chapter in OVERVIEW
        ],
    )


def robustness_report(wave: Wave) -> Dashboard:
    """Of the whole region: what is missing cannot be told of a part of it."""
    evidence, edition = evidence_of(wave), edition_of(wave)
    return Dashboard(
        [],
        [(chapter, [build(evidence, edition) for build in chapter.builders.values()]) for chapter in ROBUSTNESS],
    )


def card_or_404(key: str, selection: Selection) -> Card:
    for chapter in OVERVIEW:
        if key in chapter.builders:
            return _card(chapter.builders[key], *_chosen(selection))
    for chapter in ROBUSTNESS:
        if key in chapter.builders:
            return chapter.builders[key](evidence_of(selection.wave), edition_of(selection.wave))
    raise Http404


def _chosen(selection: Selection) -> tuple[pd.DataFrame, Edition]:
    standing = selection.of(frames.standing(selection.wave))
    return standing, edition_of(selection.wave, is_selection=selection.is_partial)


def _card(builder: Builder, standing: pd.DataFrame, edition: Edition) -> Card:
    if builder is not cards.index_map:
        return builder(standing, edition)
    if len(standing) > MOST_OUTLINES:
        return cards.index_points(standing, edition)
    return cards.index_map(standing, edition, shapes=map_shapes(frames.register_version()))


@lru_cache(maxsize=1)
def map_shapes(register_version: str) -> Shapes:
    """The outlines of the map, worked out once per state of the register: submissions do not move borders."""
    return shapes(frames.boundaries(), frames.register())
