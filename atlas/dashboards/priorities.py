"""Priorities beside maturity: where to act first."""

from collections.abc import Callable

import pandas as pd
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atlas.cards import Card
from atlas.cards import priorities as cards
from atlas.cards.priorities import Priorities
from atlas.dashboards.page import Builder, Chapter, Page
from atlas.edition import Edition
from atlas.material import Material
from atlas.priorities import CrossHairs, Pair, points
from survey.questionnaire.document import Document, short_name, translated


def pairs_of(document: Document, section: str = "") -> list[Pair]:
    """The pairs of the section, or of all."""
    return [
        Pair(question.code, question.tags["priority_pair"])
        for question in document.questions
        if "priority_pair" in question.tags and section in ("", document.section_of(question.code).code)
    ]


def priorities_of(material: Material) -> Priorities:
    document, language = material.document, get_language() or "de"
    pairs = pairs_of(document, material.selection.section)
    codes = [code for pair in pairs for code in (pair.maturity, pair.priority)]
    asked = [document.question(pair.maturity) for pair in pairs]
    return Priorities(
        points=points(material.standing, material.answers(*codes), material.items(), pairs),
        pairs=pairs,
        hairs=CrossHairs(document.scoring.quadrant_priority, document.scoring.quadrant_maturity),
        texts={question.code: translated(question, "text", language) for question in asked},
        names={question.code: short_name(question, language) for question in asked},
    )


def paired(build: Callable[[pd.DataFrame, Priorities, Edition], Card]) -> Builder:
    return lambda material: build(material.standing, priorities_of(material), material.edition)


PRIORITIES = Page(
    key="priorities",
    title=_("Priorities"),
    heading=_("What is important, and how far it is"),
    lead=_(
        "For each pair of questions: how important municipalities find it, and how far they have got. Where it is "
        "important and little developed, acting pays first."
    ),
    chapters=(
        Chapter("region", _("All municipalities"), {"priority-quadrants": paired(cards.region)}),
        Chapter(
            "parts",
            _("Districts and small towns"),
            {
                "priority-districts": paired(cards.by_district),
                "priority-small-towns": paired(cards.small_towns),
            },
        ),
    ),
)
