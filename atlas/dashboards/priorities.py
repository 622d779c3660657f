"""Priorities beside maturity: where to act first."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atlas.cards import Card
from atlas.cards import priorities as cards
from atlas.dashboards.page import Builder, Chapter, Page
from atlas.material import Material
from atlas.priorities import CrossHairs, Pair, points
from survey.questionnaire.document import Document, translated


def pairs_of(document: Document, section: str = "") -> list[Pair]:
    """The pairs of the section, or of all."""
    return [
        Pair(question.code, question.tags["priority_pair"])
        for question in document.questions
        if "priority_pair" in question.tags and section in ("", document.section_of(question.code).code)
    ]


def paired(build: Callable[..., Card]) -> Builder:
    def of_pairs(material: Material) -> Card:
        document, scoring = material.document, material.document.scoring
        pairs = pairs_of(document, material.selection.section)
        codes = [code for pair in pairs for code in (pair.maturity, pair.priority)]
        found = points(material.standing, material.answers(*codes), material.items(), pairs)
        language = get_language() or "de"
        texts = {pair.maturity: translated(document.question(pair.maturity), "text", language) for pair in pairs}
        hairs = CrossHairs(scoring.quadrant_priority, scoring.quadrant_maturity)
        return build(found, material.standing, pairs, texts, hairs, material.edition)

    return of_pairs


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
