"""Digital sovereignty: how free municipalities are to switch, to control and to shape what they use."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from atlas.cards import Card
from atlas.cards import sovereignty as cards
from atlas.cards.sovereignty import Items
from atlas.dashboards.page import Chapter, Page, of_standing
from atlas.material import Material
from survey.questionnaire.document import short_name, translated

SWITCH = "switch"  # the aim of being able to change a supplier


def items_of(material: Material) -> Items:
    document, language = material.document, get_language() or "de"
    aims = document.tag_definitions.sovereignty.values
    questions = document.sovereignty_questions
    return Items(
        texts={question.code: translated(question, "text", language) for question in questions},
        names={question.code: short_name(question, language) for question in questions},
        aims={
            question.code: translated(aims[question.tags["sovereignty"]], "label", language) for question in questions
        },
        scores=material.items(),
    )


def items_by_size(material: Material) -> Card:
    return cards.items_by_size(material.standing, items_of(material), material.edition)


def independence(material: Material) -> Card:
    codes = [
        question.code for question in material.document.sovereignty_questions if question.tags["sovereignty"] == SWITCH
    ]
    return cards.independence(material.standing, items_of(material), codes, material.edition)


SOVEREIGNTY_PAGE = Page(
    key="sovereignty",
    title=_("Sovereignty"),
    heading=_("How independent municipalities are digitally"),
    lead=_(
        "Digital sovereignty looks across all fields of action: being able to switch, keeping control of operation and "
        "data, shaping for oneself, and having influence on suppliers."
    ),
    chapters=(
        Chapter(
            "index",
            _("The index"),
            {
                "sovereignty-by-district": of_standing(cards.by_district),
                "sovereignty-by-size": of_standing(cards.by_size),
            },
        ),
        Chapter(
            "items",
            _("Its questions"),
            {"sovereignty-items": items_by_size, "supplier-independence": independence},
        ),
    ),
)
