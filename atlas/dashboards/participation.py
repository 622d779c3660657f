"""Who takes part: for reminders, and for saying whom the figures speak of."""

from django.utils.translation import gettext_lazy as _

from atlas.cards import contacts, turnout
from atlas.cards import overview as cards
from atlas.dashboards.page import Chapter, Page, of_standing
from atlas.dashboards.robustness import evident
from atlas.robustness import silent

PARTICIPATION = Page(
    key="turnout",
    title=_("Participation"),
    heading=_("Who takes part, and since when"),
    has_means=False,
    lead=_("All municipalities at a glance, the way to the target, and where the next reminder is worth most."),
    live=lambda material: material.contacts.to_csv(),  # they change without any submission
    chapters=(
        Chapter(
            "who",
            _("Who and when"),
            {"everybody": of_standing(turnout.everybody), "towards-target": of_standing(turnout.towards_target)},
        ),
        Chapter(
            "groups",
            _("By district, size and kind"),
            {
                "participation-by-district": of_standing(cards.participation_by_district),
                "participation-by-size": of_standing(cards.participation_by_size),
                "participation-by-cell": of_standing(turnout.by_cell),
                "turnout-by-kind": of_standing(turnout.by_kind),
            },
        ),
        Chapter(
            "open",
            _("Who is still open"),
            {
                "most-helpful": evident(silent.most_helpful),
                "still-open": lambda material: contacts.still_open(
                    material.standing, material.contacts, material.edition
                ),
            },
        ),
    ),
)
