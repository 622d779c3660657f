"""The map of any score and any question."""

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atlas import measures, tally
from atlas.cards import Card, maps
from atlas.columns import AGS, STATE, VALUE
from atlas.dashboards.page import Chapter, Page
from atlas.editions import edition_of
from atlas.figures import map_classes
from atlas.geometry import Shapes
from atlas.inquiries import inquiry_of
from atlas.material import Material
from atlas.options import MEASURE
from survey.models import Wave


def shapes_for(material: Material) -> Shapes | None:
    return None if len(material.standing) > maps.MOST_OUTLINES else material.shapes


def titles_of(wave: Wave) -> dict[str, str]:
    """Of all scores: the filter by field of action does not narrow the choice of what the map shows."""
    return measures.titles(edition_of(wave))


def measure_map(material: Material) -> Card:
    measure = material.selection.option(MEASURE)
    standing, edition = material.standing, material.edition
    if measure in standing:
        classes, title = map_classes.by_score(standing, measure, edition), titles_of(material.wave)[measure]
    else:
        classes, title = _answer_classes(material, measure)
    return maps.measure_map(
        standing,
        edition,
        shapes=shapes_for(material),
        title=title,
        classes=classes,
        is_score=measure in standing,
    )


def _answer_classes(material: Material, code: str) -> tuple[map_classes.Classes, str]:
    inquiry, standing = inquiry_of(material.document, code), material.standing
    given = tally.respondents(standing, material.answers(code)).set_index(AGS)
    own = given.reindex(standing[AGS]).set_index(standing.index)
    why = own[STATE]
    answered = own[VALUE].where(why.isin(tally.ANSWERED), None)
    if inquiry.kind == "choice":
        codes = answered.map(lambda value: None if value is None else str(value))
        return map_classes.by_choice(standing, codes, inquiry.choices, why), inquiry.text
    if inquiry.kind == "choices":
        return map_classes.by_number(standing, _ticks(material, code, answered), _("chosen"), why), inquiry.text
    return map_classes.by_number(standing, tally.as_numbers(own), inquiry.unit, why), inquiry.text


def _ticks(material: Material, code: str, answered: pd.Series) -> "pd.Series[float]":
    """How many choices were ticked; "none of these" is 0."""
    none_of_these = material.document.question(code).exclusive_choice
    alone = [none_of_these.code] if none_of_these else None
    counts = answered.map(lambda value: None if value is None else 0 if value == alone else len(value))
    return counts.astype(float)


MAP = Page(
    key="map",
    title=gettext_lazy("Map"),
    heading=gettext_lazy("The region on the map"),
    has_means=False,
    lead=gettext_lazy("Choose a score or a question; a click on a municipality opens its profile, as does the table."),
    options=(MEASURE,),
    chapters=(Chapter("map", gettext_lazy("Map and table"), {"measure-map": measure_map}),),
)
