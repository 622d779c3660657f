"""What is certain without any assumption, and what would change a level or an order."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import bounds, formats, labels, scores
from atlas.cards import Card, certain_columns, interval_columns
from atlas.columns import (
    BOUNDS_HIGH,
    BOUNDS_LOW,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    LOW,
    MEAN,
    POPULATION,
    REGION,
    N,
)
from atlas.edition import Edition
from atlas.evidence import Evidence
from atlas.figures import intervals
from atlas.figures.intervals import Line
from atlas.robustness.common import card_of
from atlas.tables import Column, Kind, Table


def certain(evidence: Evidence, edition: Edition) -> Card:
    """Mean index, its interval, and what is certain whatever the silent ones are like."""
    index = scores.by_district(evidence.standing, [INDEX])
    named = index.replace({DISTRICT: {REGION: labels.total(is_selection=False)}})
    lines = [
        Line(
            row[DISTRICT],
            labels.n_of(row[N], row[POPULATION]),
            row[MEAN],
            row[LOW],
            row[HIGH],
            (row[BOUNDS_LOW], row[BOUNDS_HIGH]),
            is_total=row[DISTRICT_AGS] == "",
        )
        for row in named.to_dict("records")
    ]
    columns = (
        Column(DISTRICT, _("District")),
        Column(N, _("With a value"), Kind.INTEGER),
        Column(POPULATION, _("Municipalities"), Kind.INTEGER),
        Column(MEAN, _("Mean"), Kind.DECIMAL),
        *interval_columns(),
        *certain_columns(),
    )
    region = index.iloc[-1]
    sentence = _(
        "Whatever the silent municipalities are like, the mean index of the region lies between %(low)s and %(high)s."
    ) % {"low": formats.decimal(region[BOUNDS_LOW]), "high": formats.decimal(region[BOUNDS_HIGH])}
    return card_of(
        evidence,
        edition,
        n=int(region[N]),
        key="certain",
        is_wide=True,
        title=_("What is certain without any assumption"),
        figure=intervals.build(lines, span=(0, 100)),
        sentence=sentence,
        alt=_(
            "For each district the mean index as a dot, its interval as a bar, and a thin line for what is possible."
        ),
        table=Table(columns, named),
        note=_(
            "Thin line: the mean if all without a value were at 0, or at 100. Bar: the 95%% interval. %(assumption)s"
        )
        % {"assumption": labels.assumption()},
    )


def level_tipping(evidence: Evidence, edition: Edition) -> Card:
    """What the silent ones would have to be like for a mean to reach another level."""
    index = scores.by_district(evidence.standing, [INDEX])
    found = bounds.level_tipping(index, edition.bands)
    named = found.assign(**{bounds.LEVEL: found[bounds.LEVEL].map({band.code: band.name for band in edition.bands})})
    columns = (
        Column(DISTRICT, _("District")),
        Column(MEAN, _("Mean"), Kind.DECIMAL),
        Column(bounds.LEVEL, _("Level")),
        Column(bounds.SHARE_ABSENT, _("Share without a value"), Kind.PERCENT),
        Column(bounds.ABSENT, _("Expected of them"), Kind.DECIMAL),
        Column(bounds.LOWER_BELOW, _("Lower level below"), Kind.DECIMAL),
        Column(bounds.HIGHER_FROM, _("Higher level from"), Kind.DECIMAL),
    )
    can_change = found[[bounds.LOWER_BELOW, bounds.HIGHER_FROM]].notna().any(axis=1)
    stable = ngettext(
        "The level of %(n)s of %(all)s means would stay whatever the silent municipalities were like.",
        "The level of %(n)s of %(all)s means would stay whatever the silent municipalities were like.",
        int((~can_change).sum()),
    ) % {"n": formats.integer((~can_change).sum()), "all": formats.integer(len(found))}
    return card_of(
        evidence,
        edition,
        key="level-tipping",
        title=_("When a level would change"),
        figure=None,
        is_wide=True,
        sentence=stable if len(found) else _("No municipality has an index yet."),
        alt="",
        table=Table(columns, named.replace({DISTRICT: {REGION: labels.total(is_selection=False)}})),
        note=_(
            "The mean index that those without a value would need for the district to be printed with another level; "
            "a dash: no value from 0 to 100 does it."
        ),
    )


def order_tipping(evidence: Evidence, edition: Edition) -> Card:
    """How different the silent ones of two districts would have to be for their order to change."""
    index = scores.by_district(evidence.standing, [INDEX])
    found = bounds.order_tipping(index[index[DISTRICT_AGS] != ""])
    possible = found[found[bounds.IS_POSSIBLE]]
    named = found.assign(
        possible=[_("possible") if is_possible else _("impossible") for is_possible in found[bounds.IS_POSSIBLE]]
    )
    columns = (
        Column(DISTRICT, _("Higher")),
        Column(bounds.OTHER, _("Lower")),
        Column(bounds.DIFFERENCE, _("Difference"), Kind.DECIMAL),
        Column(bounds.SHIFT, _("Shift of the silent"), Kind.DECIMAL),
        Column("possible", _("Other order")),
    )
    if found.empty:
        sentence = _("There are no two districts to compare.")
    else:
        sentence = _(
            "In %(n)s of %(all)s pairs the order could be another one; the closest are %(one)s and %(other)s "
            "(%(difference)s points)."
        ) % {
            "n": formats.integer(len(possible)),
            "all": formats.integer(len(found)),
            "one": found[DISTRICT].iloc[0],
            "other": found[bounds.OTHER].iloc[0],
            "difference": formats.decimal(found[bounds.DIFFERENCE].iloc[0]),
        }
    return card_of(
        evidence,
        edition,
        key="order-tipping",
        title=_("When the order of two districts would change"),
        figure=None,
        is_wide=True,
        sentence=sentence,
        alt="",
        table=Table(columns, named),
        note=_(
            "Shift: by so many points the silent ones of the higher district would have to be lower than expected, and "
            "those of the lower one higher, for both to be equal."
        ),
    )
