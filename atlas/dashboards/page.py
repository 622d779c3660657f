"""What a page of the Atlas is: headings, chapters of cards, and what a reader may choose on it."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from django.utils.functional import Promise

from atlas.cards import Card
from atlas.edition import Edition
from atlas.key_figures import KeyFigure
from atlas.material import Material

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

    `options`: see `options.FIELDS`; `whole_region`: only the wave can be chosen, because what is missing cannot be told
    of a part; `live`: a text that changes with what the page shows and `frames.data_version` does not speak of.
    """

    key: str
    title: Text
    heading: Text
    chapters: tuple[Chapter, ...]
    lead: Text = ""
    options: tuple[str, ...] = ()
    whole_region: bool = False
    live: Callable[[Material], str] | None = None
    key_figures: Callable[[Material], list[KeyFigure]] | None = None


@dataclass(frozen=True)
class Dashboard:
    """A page filled with the figures of a selection: key figures, then chapters of cards."""

    key_figures: list[KeyFigure]
    chapters: list[tuple[Chapter, list[Card]]]


def filled(page: Page, material: Material) -> Dashboard:
    return Dashboard(
        page.key_figures(material) if page.key_figures else [],
        [(chapter, [build(material) for build in chapter.builders.values()]) for chapter in page.chapters],
    )
