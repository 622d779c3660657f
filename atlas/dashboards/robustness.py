"""The report on robustness: who is missing, and what would have to be true for the figures to be wrong."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from atlas.cards import Card
from atlas.dashboards.page import Builder, Chapter, Page
from atlas.edition import Edition
from atlas.evidence import Evidence
from atlas.robustness import certainty, respondents, returns, silent


def evident(build: Callable[[Evidence, Edition], Card]) -> Builder:
    return lambda material: build(material.evidence, material.edition)


ROBUSTNESS = Page(
    key="robustness",
    title=_("Robustness"),
    heading=_("How robust the figures are"),
    lead=_(
        "Not all municipalities answer. This report shows who is missing, what that may mean for the figures, and what "
        "would have to be true for them to be wrong."
    ),
    whole_region=True,
    chapters=(
        Chapter(
            "strata",
            _("Who answered, and for whom they stand"),
            {"cells": evident(respondents.by_cell), "participation-by-kind": evident(respondents.kinds)},
        ),
        Chapter(
            "silent",
            _("Who did not answer"),
            {
                "respondents-and-silent": evident(silent.comparison),
                "late-and-early": evident(silent.late),
                "most-helpful": evident(silent.most_helpful),
            },
        ),
        Chapter(
            "bounds",
            _("What is certain, and what would change it"),
            {
                "certain": evident(certainty.certain),
                "level-tipping": evident(certainty.level_tipping),
                "order-tipping": evident(certainty.order_tipping),
            },
        ),
        Chapter(
            "items",
            _("Within the returns"),
            {
                "open-questions": evident(returns.open_questions),
                "alpha": evident(returns.alpha),
                "item-rest": evident(returns.items),
                "section-weights": evident(returns.section_weights),
            },
        ),
    ),
)
