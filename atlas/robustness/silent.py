"""Whether those that did not answer are like those that did."""

from math import isnan

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels, measures, nonresponse, strata
from atlas.cards import Card, interval_columns
from atlas.columns import (
    AREA,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    KIND,
    LOW,
    POPULATION,
    SECTION,
    SIZE_CLASS,
    STRATUM,
    STRATUM_POPULATION,
    STRATUM_RESPONDENTS,
)
from atlas.edition import Edition
from atlas.evidence import Evidence
from atlas.figures import intervals
from atlas.figures.intervals import Line
from atlas.robustness.common import card_of, size_classes, two_decimals
from atlas.tables import Column, Kind, Table


def comparison(evidence: Evidence, edition: Edition) -> Card:
    """Respondents against silent municipalities on everything that is known of all."""
    found = nonresponse.compare(evidence.standing, evidence.earlier_index)
    names = _variable_names()
    named = [
        _category(variable, names[variable], category) if category else names[variable]
        for variable, category in zip(found[nonresponse.VARIABLE], found[nonresponse.CATEGORY], strict=True)
    ]
    frame = found.assign(name=named)
    known = frame.dropna(subset=[nonresponse.DIFFERENCE])
    notable = known[known[nonresponse.DIFFERENCE].abs() >= nonresponse.NOTABLE]
    lines = [
        Line(row["name"], "", row[nonresponse.DIFFERENCE])
        for row in known.sort_values(nonresponse.DIFFERENCE).to_dict("records")
    ]
    columns = (
        Column("name", _("Characteristic")),
        Column(nonresponse.RESPONDENTS, _("Answered"), Kind.DECIMAL_2),
        Column(nonresponse.SILENT, _("Silent"), Kind.DECIMAL_2),
        Column(nonresponse.DIFFERENCE, _("Standardised difference"), Kind.DECIMAL_2),
    )
    representative = nonresponse.r_indicator(evidence.standing, [DISTRICT_AGS, SIZE_CLASS])
    reach = max([1.0, *known[nonresponse.DIFFERENCE].abs()])
    return card_of(
        evidence,
        edition,
        key="respondents-and-silent",
        title=_("Those that answered beside those that did not"),
        figure=intervals.build(
            lines, span=(-reach, reach), write=two_decimals, marks=(-nonresponse.NOTABLE, nonresponse.NOTABLE)
        ),
        sentence=_comparison_sentence(notable, len(known), representative, float(evidence.standing[INDEX].std())),
        alt=_("Dots for how far those that answered differ from those that did not, characteristic by characteristic."),
        table=Table(columns, frame),
        note=_(
            "Differences in standard deviations; beyond the dotted lines (0.2) they are notable. To the right: more "
            "frequent or larger among those that answered. Inhabitants and density as powers of ten."
        ),
        size="tall",
    )


def _variable_names() -> dict[str, str]:
    return {
        POPULATION: _("Inhabitants"),
        AREA: _("Area in km²"),
        nonresponse.DENSITY: _("Inhabitants per km²"),
        nonresponse.EARLIER_INDEX: _("Index of the survey before"),
        SIZE_CLASS: _("Size class"),
        KIND: _("Kind"),
        DISTRICT: _("District"),
    }


def _category(variable: str, name: str, category: str) -> str:
    if variable == SIZE_CLASS:
        return f"{name}: {labels.size(category)}"
    return f"{name}: {category}"


def _comparison_sentence(notable: pd.DataFrame, known: int, found: nonresponse.RIndicator, spread: float) -> str:
    if not known:
        return _("There is nothing to compare: nobody has answered, or everybody.")
    first = ngettext(
        "In %(n)s of %(known)s characteristics those that answered differ notably from those that did not",
        "In %(n)s of %(known)s characteristics those that answered differ notably from those that did not",
        len(notable),
    ) % {"n": formats.integer(len(notable)), "known": formats.integer(known)}
    if isnan(spread):
        return _("%(headline)s.") % {"headline": first}
    second = _(
        "the R-indicator is %(r)s (1: the respondents look like all), so by district and size an unweighted index is "
        "off by %(bias)s points at most"
    ) % {"r": two_decimals(found.adjusted), "bias": formats.decimal(found.largest_bias(spread))}
    return _("%(headline)s; %(rest)s.") % {"headline": first, "rest": second}


def late(evidence: Evidence, edition: Edition) -> Card:
    """The last quarter of the returns against the others, in every score."""
    titles, short = {INDEX: _("Index"), **edition.sections}, measures.names(edition)
    found = {measure: nonresponse.late_against_early(evidence.standing, measure) for measure in titles}
    frame = pd.DataFrame(
        [
            {
                SECTION: titles[measure],
                "n_early": row.n_early,
                "early": row.early,
                "n_late": row.n_late,
                "late": row.late,
                "difference": row.difference,
                LOW: row.low,
                HIGH: row.high,
            }
            for measure, row in found.items()
        ]
    )
    columns = (
        Column(SECTION, _("Field of action")),
        Column("n_early", _("Early"), Kind.INTEGER),
        Column("early", _("Mean, early"), Kind.DECIMAL),
        Column("n_late", _("Late"), Kind.INTEGER),
        Column("late", _("Mean, late"), Kind.DECIMAL),
        Column("difference", _("Late − early"), Kind.DECIMAL),
        *interval_columns(),
    )
    lines = [
        Line(labels.plain(row[SECTION]), "", row["difference"], row[LOW], row[HIGH], name=short[measure])
        for measure, row in zip(titles, frame.to_dict("records"), strict=True)
    ]
    return card_of(
        evidence,
        edition,
        n=found[INDEX].n_early + found[INDEX].n_late,
        key="late-and-early",
        title=_("Late returns beside early ones"),
        figure=intervals.build(lines, span=(-30, 30), marks=(0,)),
        sentence=_late_sentence(found[INDEX]),
        alt=_("Dots with intervals for the difference of late from early returns in each field of action."),
        table=Table(columns, frame),
        note=_(
            "Late is the last quarter of the returns. Whoever answers only after reminders resembles those that never "
            "do: if late returns differ, the silent ones may as well."
        ),
    )


def _late_sentence(index: nonresponse.LateAgainstEarly) -> str:
    if isnan(index.low):
        return _("There are too few returns to compare late with early ones.")
    values = {
        "difference": formats.decimal(abs(index.difference)),
        "low": formats.decimal(index.low),
        "high": formats.decimal(index.high),
    }
    if index.low <= 0 <= index.high:
        return (
            _(
                "In the index late returns do not differ from early ones beyond chance "
                "(difference between %(low)s and %(high)s points)."
            )
            % values
        )
    if index.difference < 0:
        return _("In the index late returns lie %(difference)s points lower (95%%: %(low)s to %(high)s).") % values
    return _("In the index late returns lie %(difference)s points higher (95%%: %(low)s to %(high)s).") % values


def most_helpful(evidence: Evidence, edition: Edition) -> Card:
    """Where one more answer makes the mean index of the region surer."""
    found = nonresponse.most_helpful(evidence.standing, INDEX)
    cells = strata.cells(evidence.standing)
    frame = found.merge(cells[[STRATUM, DISTRICT]].drop_duplicates(STRATUM), on=STRATUM, how="left")
    frame[SIZE_CLASS] = frame[STRATUM].map(size_classes(cells))
    frame["missing"] = frame[STRATUM_POPULATION] - frame[STRATUM_RESPONDENTS]
    columns = (
        Column(DISTRICT, _("District")),
        Column(SIZE_CLASS, _("Inhabitants")),
        Column("missing", _("Still open"), Kind.INTEGER),
        Column(STRATUM_POPULATION, _("Municipalities"), Kind.INTEGER),
        Column(nonresponse.SE_NOW, _("Standard error now"), Kind.DECIMAL_3),
        Column(nonresponse.SE_THEN, _("With one more"), Kind.DECIMAL_3),
        Column(nonresponse.GAIN, _("Gain"), Kind.DECIMAL_3),
    )
    return card_of(
        evidence,
        edition,
        key="most-helpful",
        title=_("Where one more answer helps most"),
        figure=None,
        is_wide=True,
        sentence=_most_helpful_sentence(frame),
        alt="",
        table=Table(columns, frame),
        note=_("Standard error of the mean index of all, in points; the spread within groups is taken to be the same."),
    )


def _most_helpful_sentence(frame: pd.DataFrame) -> str:
    if frame.empty:
        return _("All municipalities have answered.")
    best = frame.iloc[0]
    return _("The next reminder is best sent to %(district)s, %(size)s: %(missing)s of %(all)s are still open.") % {
        "district": best[DISTRICT],
        "size": best[SIZE_CLASS],
        "missing": formats.integer(best["missing"]),
        "all": formats.integer(best[STRATUM_POPULATION]),
    }
