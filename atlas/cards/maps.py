"""Maps: a score or an answer of every municipality, with a table that leads to the same places by keyboard."""

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from atlas import formats, labels, sentences
from atlas.cards.card import Card, meaning
from atlas.columns import ADDRESS, AGS, DISTRICT, INDEX, LEVEL, NAME, VALUE
from atlas.edition import Edition
from atlas.figures import map_classes, municipality_map, municipality_points
from atlas.figures.map_classes import Classes
from atlas.geometry import Shapes
from atlas.tables import Column, Kind, Table

MOST_OUTLINES = 1000  # with more municipalities in it, a map of outlines is slower than its reader's patience


def figure_of(standing: pd.DataFrame, classes: Classes, shapes: Shapes | None) -> go.Figure:
    """Outlines, or points without `shapes`."""
    if shapes is None:
        return municipality_points.build(standing, classes)
    return municipality_map.build(standing, shapes, classes)


def _alt(shapes: Shapes | None) -> str:
    if shapes is None:
        return _("Map of the municipalities as points, each coloured by its class; those without a value are hollow.")
    return _("Map of the municipalities, each coloured by its class; those without a value are patterned.")


def index_map(standing: pd.DataFrame, edition: Edition, *, shapes: Shapes | None) -> Card:
    """The level of the index. `shapes` of the whole register, also when `standing` is a selection."""
    classes = map_classes.by_level(standing, edition)
    columns = (
        Column(NAME, _("Municipality"), link=ADDRESS),
        Column(DISTRICT, _("District")),
        Column(INDEX, _("Index"), Kind.DECIMAL),
        Column(LEVEL, _("Level")),
    )
    frame = _addressed(standing, edition)[[AGS, NAME, DISTRICT, INDEX, ADDRESS]]
    return Card(
        key="index-map",
        title=_("Map of the levels"),
        figure=figure_of(standing, classes, shapes),
        sentence=sentences.index_map(standing),
        alt=_alt(shapes),
        table=Table(columns, frame.assign(**{LEVEL: classes.of.map(classes.names)})),
        n=int(standing[INDEX].notna().sum()),
        population=len(standing),
        source=edition.source,
        note=meaning(),
        size="map",
    )


def measure_map(
    standing: pd.DataFrame, edition: Edition, *, shapes: Shapes | None, title: str, classes: Classes, is_score: bool
) -> Card:
    """Any measure. `classes` of `standing`, `title`: what they show."""
    n = int(classes.of.isin(classes.colours).sum())
    frame = _addressed(standing, edition)[[NAME, DISTRICT, ADDRESS]]
    places = (Column(NAME, _("Municipality"), link=ADDRESS), Column(DISTRICT, _("District")))
    columns = (*places, *_class_columns(classes))
    return Card(
        key="measure-map",
        title=title,
        figure=figure_of(standing, classes, shapes),
        sentence=_sentence(classes, n, len(standing)),
        alt=_alt(shapes),
        table=Table(columns, frame.assign(**{VALUE: classes.values, LEVEL: classes.of.map(classes.names)})),
        n=n,
        population=len(standing),
        source=edition.source,
        note=meaning() if is_score else "",
        size="map",
        is_wide=True,
        is_beside=True,
    )


def _class_columns(classes: Classes) -> tuple[Column, ...]:
    """The number and its class, or the answer alone."""
    if classes.values is None:
        return (Column(LEVEL, _("Answer")),)
    is_whole = all(float(value).is_integer() for value in classes.values.dropna())
    return Column(VALUE, _("Value"), Kind.INTEGER if is_whole else Kind.DECIMAL), Column(LEVEL, _("Class"))


def _sentence(classes: Classes, n: int, population: int) -> str:
    """How many have a value, and which class most of them are in."""
    counts = {code: count for code, count in classes.counts().items() if code in classes.colours and count}
    if not counts:
        return _("No municipality has a value yet.")
    most = max(counts.values())
    names = labels.listed([labels.quoted(classes.names[code]) for code, count in counts.items() if count == most])
    return _("%(n_of)s municipalities have a value; most often it is %(names)s (%(most)s).") % {
        "n_of": labels.n_of(n, population),
        "names": names,
        "most": formats.integer(most),
    }


def _addressed(standing: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    addresses = [labels.profile(ags, edition.query) for ags in standing[AGS]]
    return standing.assign(**{ADDRESS: addresses})
