"""What a page of the Atlas is: headings, chapters of cards, and what a reader may choose on it."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from django.utils.functional import Promise
from django.utils.translation import ngettext

from atlas import formats
from atlas.cards import Card
from atlas.edition import Edition
from atlas.key_figures import KeyFigure
from atlas.material import Material
from atlas.strata import is_unrepresented

Builder = Callable[[Material], Card]
Text = str | Promise


def of_standing(build: Callable[[pd.DataFrame, Edition], Card]) -> Builder:
    """The builder of a card that needs no more than the chosen municipalities."""
    return lambda material: build(material.standing, material.edition)


@dataclass(frozen=True)
class Chapter:
    """Cards under one heading; their builders by key."""

    key: str
    title: Text
    builders: dict[str, Builder]


@dataclass(frozen=True)
class Page:
    """`key`: the name of its address; `title`: short, for the navigation; `lead`: one sentence, or empty.

    `has_means`: it estimates for all, and says of whom the estimates cannot speak; `options`: see `options.FIELDS`;
    `whole_region`: only the wave can be chosen, because what is missing cannot be told of a part; `live`: a text that
    changes with what the page shows and `frames.data_version` does not speak of.
    """

    key: str
    title: Text
    heading: Text
    chapters: tuple[Chapter, ...]
    lead: Text = ""
    has_means: bool = True
    options: tuple[str, ...] = ()
    whole_region: bool = False
    live: Callable[[Material], str] | None = None
    key_figures: Callable[[Material], list[KeyFigure]] | None = None


@dataclass(frozen=True)
class Dashboard:
    """A page filled with the figures of a selection: key figures, a remark on all that follows, chapters of cards."""

    key_figures: list[KeyFigure]
    chapters: list[tuple[Chapter, list[Card]]]
    remark: str = ""


def filled(page: Page, material: Material) -> Dashboard:
    return Dashboard(
        page.key_figures(material) if page.key_figures else [],
        [(chapter, [build(material) for build in chapter.builders.values()]) for chapter in page.chapters],
        _remark(material.standing) if page.has_means else "",
    )


def _remark(standing: pd.DataFrame) -> str:
    """Of whom the means cannot speak; empty if nobody has answered, as then there are none."""
    number = int(is_unrepresented(standing).sum())
    if not number or number == len(standing):
        return ""
    return ngettext(
        "Nobody stands for %(n)s of %(population)s municipalities: of this selection none of its district and size "
        "has answered. Means and intervals do not speak of it.",
        "Nobody stands for %(n)s of %(population)s municipalities: of this selection none of their district and size "
        "has answered. Means and intervals do not speak of them.",
        number,
    ) % {"n": formats.integer(number), "population": formats.integer(len(standing))}
