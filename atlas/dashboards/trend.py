"""What changed since an earlier wave, for those that took part in both."""

from collections.abc import Callable

import pandas as pd
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atlas.cards import Card, trend_matrix
from atlas.cards import trend as cards
from atlas.columns import AGS, PARTICIPATED
from atlas.dashboards.page import Builder, Chapter, Page
from atlas.edition import Edition
from atlas.material import Material, items_of, standing_of
from atlas.options import EARLIER
from atlas.trend import comparable_of, panel
from atlas.trend_evidence import TrendEvidence
from survey.models import Wave
from survey.questionnaire.continuity import continuity
from survey.questionnaire.document import Document, short_name, translated


def evidence_of(material: Material) -> TrendEvidence:
    earlier = Wave.objects.with_questionnaire().filter(slug=material.selection.option(EARLIER)).first()
    document, region = material.document, material.region
    before = earlier.questionnaire.document if earlier else document
    states = continuity(before, document) if earlier else {}
    comparable = comparable_of(document, states, material.selection.section)
    if earlier:
        earlier_standing, earlier_items = (read(earlier, material.version) for read in (standing_of, items_of))
    else:
        earlier_standing, earlier_items = (
            region.assign(**{PARTICIPATED: False}),
            pd.DataFrame(index=pd.Index([], name=AGS)),
        )
    chosen = material.standing[AGS]
    found = panel(region, earlier_items, material.items(), comparable)
    language = get_language() or "de"
    return TrendEvidence(
        earlier=str(earlier or ""),
        standing=material.standing,
        before=earlier_standing[earlier_standing[AGS].isin(chosen)],
        panel=found[found[AGS].isin(chosen)],
        comparable=comparable,
        continuity={code: str(state) for code, state in states.items()},
        texts={code: translated(_asked_in(code, document, before).question(code), "text", language) for code in states},
        names={code: short_name(_asked_in(code, document, before).question(code), language) for code in states},
        sections={
            code: translated(_asked_in(code, document, before).section_of(code), "title", language) for code in states
        },
    )


def _asked_in(code: str, document: Document, before: Document) -> Document:
    """The document that has the question, the present one first."""
    return document if any(question.code == code for question in document.scored_questions) else before


def evident(build: Callable[[TrendEvidence, Edition], Card]) -> Builder:
    return lambda material: build(evidence_of(material), material.edition)


TREND = Page(
    key="trend",
    title=_("Trend"),
    heading=_("What has changed"),
    lead=_(
        "Since an earlier survey, for the municipalities that took part in both, by the questions that stayed the same."
    ),
    options=(EARLIER,),
    chapters=(
        Chapter(
            "change",
            _("Change in points"),
            {
                "trend-scores": evident(cards.scores),
                "trend-districts": evident(cards.districts),
                "trend-matrix": evident(trend_matrix.by_district_and_section),
            },
        ),
        Chapter("members", _("Joined and left"), {"trend-members": evident(cards.members)}),
        Chapter("questions", _("Questions"), {"trend-questions": evident(cards.questions)}),
    ),
)
