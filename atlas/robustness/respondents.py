"""Who answered, and for whom they stand."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels, participation, strata
from atlas.cards import Card, interval_columns, turnout_columns
from atlas.columns import DISTRICT, HIGH, KIND, LOW, SHARE, SIZE_CLASS, STRATUM, WEIGHT
from atlas.edition import Edition
from atlas.evidence import Evidence
from atlas.figures import participation_bars, participation_matrix
from atlas.robustness.common import card_of, size_classes, two_decimals
from atlas.tables import Column, Kind, Table


def by_cell(evidence: Evidence, edition: Edition) -> Card:
    """Participation in the crossing of district and size class, with strata and weights."""
    found = strata.cells(evidence.standing)
    shares = participation.by_group(evidence.standing, DISTRICT, SIZE_CLASS)
    table = found.merge(shares[[DISTRICT, SIZE_CLASS, SHARE, LOW, HIGH]], on=[DISTRICT, SIZE_CLASS], how="left")
    is_collapsed = found.groupby(STRATUM)[SIZE_CLASS].transform("size") > 1
    named = table.assign(**{STRATUM: table[STRATUM].map(size_classes(found)).where(is_collapsed, "")})
    named[SIZE_CLASS] = [labels.size(code) for code in table[SIZE_CLASS]]
    columns = (
        Column(DISTRICT, _("District")),
        Column(SIZE_CLASS, _("Inhabitants")),
        *turnout_columns(),
        *interval_columns(Kind.PERCENT),
        Column(WEIGHT, _("Weight"), Kind.DECIMAL_2),
        Column(STRATUM, _("Collapsed to")),
    )
    return card_of(
        evidence,
        edition,
        key="cells",
        title=_("Participation and weights by district and size"),
        figure=participation_matrix.build(shares),
        sentence=_cells_sentence(evidence, int(is_collapsed.sum()), len(found)),
        alt=_("Table of colours: how many municipalities of each size class and district have answered."),
        table=Table(columns, named),
        note=_(
            "Each answer stands for the silent municipalities of its cell: the weight is municipalities by returns. "
            "Cells with fewer than two returns are collapsed with the neighbouring size class of the same district; "
            "a cell in which all answered stays. The interval of a share says how far it may be chance."
        ),
    )


def _cells_sentence(evidence: Evidence, collapsed: int, number: int) -> str:
    weighting = strata.weighting(evidence.standing)
    if weighting is None:
        return _("No return has come in yet.")
    first = ngettext(
        "%(collapsed)s of %(number)s cells had to be collapsed with a neighbour",
        "%(collapsed)s of %(number)s cells had to be collapsed with neighbours",
        collapsed,
    ) % {"collapsed": formats.integer(collapsed), "number": formats.integer(number)}
    second = _(
        "with weights from %(low)s to %(high)s the %(n)s returns tell as much as %(effective)s equally weighted ones "
        "(design effect %(deff)s)"
    ) % {
        "low": two_decimals(weighting.lowest),
        "high": two_decimals(weighting.highest),
        "n": formats.integer(weighting.n),
        "effective": formats.integer(weighting.effective_n),
        "deff": two_decimals(weighting.design_effect),
    }
    return _("%(headline)s; %(rest)s.") % {"headline": first, "rest": second}


def kinds(evidence: Evidence, edition: Edition) -> Card:
    standing = evidence.standing
    total, groups = participation.overall(standing), participation.by_group(standing, KIND)
    columns = (
        Column(KIND, _("Kind")),
        *turnout_columns(),
        *interval_columns(Kind.PERCENT),
    )
    return card_of(
        evidence,
        edition,
        key="participation-by-kind",
        title=_("Participation by kind of municipality"),
        figure=participation_bars.build(groups, KIND, total, total_name=labels.total(is_selection=False)),
        sentence=_("%(n)s municipalities have answered, %(share)s.")
        % {"n": labels.n_of(total.n, total.population), "share": formats.percent(total.share)},
        alt=_("Bar chart of participation of each kind of municipality, in per cent."),
        table=Table(columns, groups),
    )
