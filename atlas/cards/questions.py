"""One question: what was answered, by group, and what was left open."""

from html import escape

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels, tally
from atlas.alphabet import alphabetical
from atlas.cards.card import Card, interval_columns, rows_size, total_name
from atlas.columns import (
    ADDRESS,
    AGS,
    CHOICE,
    DISTRICT,
    GROUP,
    HIGH,
    HIGHEST,
    LOW,
    LOWEST,
    MEAN,
    MEDIAN,
    NAME,
    Q1,
    Q3,
    SHARE,
    SIZE_CLASS,
    STATE,
    VALUE,
    N,
)
from atlas.edition import Edition
from atlas.figures import boxes, matrix, stacked_bars, theme
from atlas.figures.boxes import Box
from atlas.inquiry import Inquiry
from atlas.tables import Column, Kind, Table

LEGEND = 44  # characters of a choice


def distribution(standing: pd.DataFrame, answers: pd.DataFrame, inquiry: Inquiry, by: str, edition: Edition) -> Card:
    """What was answered in each group. answers: of this question (`frames.answers`); by: the column of the groups."""
    found = tally.respondents(standing, answers)
    build = {"choice": _choices, "choices": _choices, "number": _numbers, "text": _texts}[inquiry.kind]
    return build(standing, found, inquiry, by, edition)


def group_name(by: str, value: str, edition: Edition) -> str:
    if value == tally.ALL:
        return total_name(edition)
    return labels.size(value) if by == SIZE_CLASS else value


def _card(standing: pd.DataFrame, found: pd.DataFrame, inquiry: Inquiry, edition: Edition, **parts: object) -> Card:
    return Card(
        key="question-answers",
        n=int(found[STATE].isin(tally.ANSWERED).sum()),
        population=len(standing),
        source=f"{inquiry.code} · {edition.source}",
        is_wide=True,
        **parts,  # type: ignore[arg-type]  # the fields of a card
    )


def _choices(standing: pd.DataFrame, found: pd.DataFrame, inquiry: Inquiry, by: str, edition: Edition) -> Card:
    shares = tally.choices(found, list(inquiry.choices), by)
    groups = {value: group_name(by, value, edition) for value in dict.fromkeys(shares[GROUP])}
    several = inquiry.kind == "choices"
    named = shares.assign(**{GROUP: shares[GROUP].map(groups), CHOICE: shares[CHOICE].map(inquiry.choices)})
    columns = (
        Column(GROUP, _("Group")),
        Column(CHOICE, _("Answer")),
        Column(N, _("Gave it"), Kind.INTEGER),
        Column(tally.OF, _("Answered"), Kind.INTEGER),
        Column(SHARE, _("Estimated share"), Kind.PERCENT),
        *interval_columns(Kind.PERCENT),
    )
    note = _("Several answers were possible, so the shares add up to more than 100%%.") % {} if several else ""
    return _card(
        standing,
        found,
        inquiry,
        edition,
        title=_("What was answered"),
        figure=_ticks_figure(shares, inquiry, groups) if several else _parts_figure(shares, inquiry, groups),
        sentence=_choices_sentence(shares[shares[GROUP] == tally.ALL], inquiry),
        alt=_("Shares of the answers, for all and by group, in per cent."),
        table=Table(columns, named),
        note=f"{note} {labels.assumption()}".strip(),
        size="tall" if several else "large",
    )


def _parts_figure(shares: pd.DataFrame, inquiry: Inquiry, groups: dict[str, str]) -> object:
    wide = shares.pivot(index=GROUP, columns=CHOICE, values=SHARE).reindex(
        index=list(groups), columns=list(inquiry.choices)
    )
    number = len(inquiry.choices)
    colours = [theme.level_colour(place, number) for place in range(number)]
    names = {code: labels.short(label, LEGEND) for code, label in inquiry.choices.items()}
    return stacked_bars.build(wide if shares[tally.OF].sum() else wide.head(0), groups, names, colours)


def _ticks_figure(shares: pd.DataFrame, inquiry: Inquiry, groups: dict[str, str]) -> object:
    """Choices in rows, groups in columns: bars of many choices in many groups could not be compared."""
    if not shares[tally.OF].sum():
        return theme.empty(_("No returns yet."))
    codes, columns = list(inquiry.choices), list(groups)
    cells = [
        matrix.Cell(
            columns.index(row[GROUP]),
            codes.index(row[CHOICE]),
            formats.percent(row[SHARE], places=0),
            f"<b>{escape(groups[row[GROUP]])}</b><br>{escape(inquiry.choices[row[CHOICE]])}<br>"
            f"{formats.percent(row[SHARE])} {labels.interval(row[LOW], row[HIGH], formats.percent)}<br>"
            f"{labels.n_of(row[N], row[tally.OF])}",
            None if formats.is_missing(row[SHARE]) else theme.score_colour(100 * row[SHARE]),
        )
        for row in shares.to_dict("records")
    ]
    titles = [labels.short(label, LEGEND) for label in inquiry.choices.values()]
    return matrix.build(cells, list(groups.values()), titles, [labels.short(title, 16) for title in titles])


def _choices_sentence(shares: pd.DataFrame, inquiry: Inquiry) -> str:
    answered = int(shares[tally.OF].max()) if len(shares) else 0
    if not answered:
        return _("Nobody has answered this question yet.")
    most = shares[shares[N] == shares[N].max()]
    names = labels.listed([labels.quoted(inquiry.choices[code]) for code in most[CHOICE]])
    first = most.iloc[0]
    share = formats.percent(first[SHARE])
    interval = labels.interval(first[LOW], first[HIGH], formats.percent)
    return _("Most often answered: %(names)s (%(n)s; estimated for all: %(estimate)s).") % {
        "names": names,
        "n": labels.n_of(int(first[N]), answered),
        "estimate": f"{share}; {interval}" if interval else share,
    }


def _numbers(standing: pd.DataFrame, found: pd.DataFrame, inquiry: Inquiry, by: str, edition: Edition) -> Card:
    summary = tally.numbers(found, by)
    known = summary[summary[N] > 0]
    values = found.assign(**{VALUE: tally.as_numbers(found)})
    columns = (
        Column(GROUP, _("Group")),
        Column(N, _("Answered"), Kind.INTEGER),
        Column(LOWEST, _("Lowest"), Kind.DECIMAL),
        Column(Q1, _("Lower quartile"), Kind.DECIMAL),
        Column(MEDIAN, _("Median"), Kind.DECIMAL),
        Column(Q3, _("Upper quartile"), Kind.DECIMAL),
        Column(HIGHEST, _("Highest"), Kind.DECIMAL),
        Column(MEAN, _("Estimated mean"), Kind.DECIMAL),
        *interval_columns(),
    )
    drawn = [_box(row, values, by, edition) for row in known.to_dict("records")]
    return _card(
        standing,
        found,
        inquiry,
        edition,
        title=_("What was answered"),
        figure=boxes.build(drawn, span=_span(known)),
        sentence=_numbers_sentence(known, inquiry),
        alt=_("Box of the middle half of the answers and a point for each, for all and by group."),
        table=Table(columns, summary.assign(**{GROUP: [group_name(by, value, edition) for value in summary[GROUP]]})),
        note=_("In %(unit)s. The box holds the middle half of the answers, the line in it is the median.")
        % {"unit": inquiry.unit or _("numbers")},
        size="large",
    )


def _box(row: dict, values: pd.DataFrame, by: str, edition: Edition) -> Box:
    own = values if row[GROUP] == tally.ALL else values[values[by].astype(str) == row[GROUP]]
    known = own[own[VALUE].notna()]
    points = [(float(value), escape(name)) for name, value in zip(known[NAME], known[VALUE], strict=True)]
    five = tuple(float(row[name]) for name in (LOWEST, Q1, MEDIAN, Q3, HIGHEST))
    detail = _("median %(median)s · n = %(n)s") % {"median": formats.decimal(row[MEDIAN]), "n": formats.integer(row[N])}
    return Box(group_name(by, row[GROUP], edition), detail, five, points)  # type: ignore[arg-type]  # five of them


def _span(known: pd.DataFrame) -> tuple[float, float]:
    if known.empty:
        return 0.0, 1.0
    low, high = float(known[LOWEST].min()), float(known[HIGHEST].max())
    margin = (high - low or 1) / 50
    return low - margin, high + margin


def _numbers_sentence(known: pd.DataFrame, inquiry: Inquiry) -> str:
    if known.empty:
        return _("Nobody has answered this question yet.")
    row = known.iloc[0]
    return _("Half of those that answered are at %(median)s %(unit)s or more, half at that or less (n = %(n)s).") % {
        "median": formats.decimal(row[MEDIAN]),
        "unit": inquiry.unit,
        "n": formats.integer(row[N]),
    }


def _texts(standing: pd.DataFrame, found: pd.DataFrame, inquiry: Inquiry, by: str, edition: Edition) -> Card:
    """Typed texts and links, for those who may read every return."""
    given = found[found[STATE] == "answered"].sort_values([DISTRICT, NAME], key=alphabetical)
    columns = (
        Column(NAME, _("Municipality"), link=ADDRESS),
        Column(DISTRICT, _("District")),
        Column(VALUE, _("Answer")),
    )
    addresses = [labels.profile(ags, edition.query) for ags in given[AGS]]
    return _card(
        standing,
        found,
        inquiry,
        edition,
        title=_("What was answered"),
        figure=None,
        sentence=_("%(n_of)s municipalities that handed in wrote something.")
        % {"n_of": labels.n_of(len(given), len(found))},
        alt="",
        table=Table(columns, given.assign(**{ADDRESS: addresses})),
        note=_("Open texts are for the analysis only and are not published."),
    )


def left_open(standing: pd.DataFrame, answers: pd.DataFrame, inquiry: Inquiry, by: str, edition: Edition) -> Card:
    """Who answered, did not know, left it blank, and to whom it did not apply."""
    found = tally.respondents(standing, answers)
    shares = tally.states(found, by)
    groups = {value: group_name(by, value, edition) for value in shares[GROUP]}
    names = state_names()
    columns = (
        Column(GROUP, _("Group")),
        Column(N, _("Returns"), Kind.INTEGER),
        *(Column(state, name, Kind.PERCENT) for state, name in names.items()),
    )
    drawn = shares.set_index(GROUP)[list(names)].dropna()
    total = shares.iloc[0]
    return Card(
        key="question-states",
        title=_("What was left open"),
        figure=stacked_bars.build(drawn, groups, names, theme.STATE_COLOURS),
        sentence=_states_sentence(total),
        alt=_("Stacked bars for all and by group: answered, don't know, left blank, does not apply, not asked."),
        table=Table(columns, shares.assign(**{GROUP: shares[GROUP].map(groups)})),
        n=len(found),
        population=len(standing),
        source=f"{inquiry.code} · {edition.source}",
        size=rows_size(len(drawn)),
        is_wide=True,
    )


def state_names() -> dict[str, str]:
    """In the order of a stacked bar."""
    return {
        "answered": _("Answered"),
        "dont_know": _("Don't know"),
        "unanswered": _("Left blank"),
        "not_applicable": _("Does not apply"),
        "not_asked": _("Not asked"),
    }


def _states_sentence(total: "pd.Series") -> str:
    if not total[N]:
        return _("No return has come in yet.")
    asked = 1 - total["not_asked"] - total["not_applicable"]
    if asked <= 0:
        return _("The question applied to none of the municipalities that handed in.")
    return _("Of those that were asked, %(dont_know)s did not know and %(blank)s left it blank.") % {
        "dont_know": formats.percent(total["dont_know"] / asked),
        "blank": formats.percent(total["unanswered"] / asked),
    }
