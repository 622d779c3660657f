"""What respondents left open, and how far the questions and weights carry the index."""

from functools import partial

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, item_nonresponse, labels, reliability
from atlas.cards import Card, interval_columns
from atlas.columns import (
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    LOW,
    MEAN,
    QUESTION,
    SECTION,
    STRATUM_POPULATION,
    STRATUM_RESPONDENTS,
    N,
)
from atlas.edition import Edition
from atlas.evidence import Evidence
from atlas.figures import intervals, stacked_bars, theme
from atlas.figures.intervals import Line
from atlas.robustness.common import card_of, two_decimals
from atlas.tables import Column, Kind, Table

SHOWN_QUESTIONS = 15


def open_questions(evidence: Evidence, edition: Edition) -> Card:
    """What respondents left open, question by question."""
    found = item_nonresponse.by_question(evidence.states, list(evidence.questions))
    states = {
        "answered": _("answered"),
        "dont_know": _("don't know"),
        "unanswered": _("left blank"),
        "not_applicable": _("not applicable"),
        "not_asked": _("not asked"),
    }
    named = found.assign(text=found[QUESTION].map(evidence.questions))
    columns = (
        Column(QUESTION, _("Question code")),
        Column("text", _("Question")),
        *(Column(state, name, Kind.INTEGER) for state, name in states.items()),
        Column(item_nonresponse.OPEN, _("Open, of those asked"), Kind.PERCENT),
    )
    most = found.sort_values(item_nonresponse.OPEN, ascending=False, kind="stable").head(SHOWN_QUESTIONS)
    most = most[most[N] > 0]
    shares = most.set_index(QUESTION)[list(states)].div(most.set_index(QUESTION)[N], axis=0)
    return card_of(
        evidence,
        edition,
        key="open-questions",
        title=_("What those that handed in left open"),
        figure=stacked_bars.build(shares, evidence.names, states, theme.STATE_COLOURS),
        sentence=_open_sentence(found),
        alt=_(
            "Stacked bars of the questions that were left open most often: answered, don't know, left blank, and so on."
        ),
        table=Table(columns, named),
        note=_(
            "The chart shows the %(count)s questions left open most often, the table all. Open is what was left blank "
            "or answered with “don't know”, of those to whom the question applied."
        )
        % {"count": SHOWN_QUESTIONS},
        size="tall",
    )


def _open_sentence(found: pd.DataFrame) -> str:
    asked = int(found[item_nonresponse.ASKED].sum())
    if not asked:
        return _("No return has come in yet.")
    return _(
        "Of all questions that were asked, %(dont_know)s were answered with “don't know” and %(blank)s left blank."
    ) % {
        "dont_know": formats.percent(found["dont_know"].sum() / asked),
        "blank": formats.percent(found["unanswered"].sum() / asked),
    }


def alpha(evidence: Evidence, edition: Edition) -> Card:
    """Cronbach's alpha of each section."""
    found = reliability.section_reliability(evidence.items, evidence.scored, evidence.implied)
    named = found.assign(
        title=found[SECTION].map(edition.sections),
        dropped=(found[reliability.RARE] + " " + found[reliability.CONSTANT]).str.strip(),
    )
    lines = [
        Line(
            labels.plain(row["title"]),
            _("%(k)s items, %(n)s cases") % {"k": row[reliability.K], "n": formats.integer(row[N])},
            row[reliability.ALPHA],
            row[LOW],
            row[HIGH],
            name=edition.names[row[SECTION]],
        )
        for row in named.to_dict("records")
    ]
    columns = (
        Column("title", _("Field of action")),
        Column(reliability.K, _("Items"), Kind.INTEGER),
        Column(N, _("Complete cases"), Kind.INTEGER),
        Column(reliability.ALPHA, _("Alpha"), Kind.DECIMAL_2),
        *interval_columns(Kind.DECIMAL_2),
        Column(reliability.WITHOUT_IMPLIED, _("Without implied items"), Kind.DECIMAL_2),
        Column("dropped", _("Dropped items")),
    )
    reported = found.dropna(subset=[reliability.ALPHA])
    usual = int((reported[reliability.ALPHA] >= reliability.USUAL_ALPHA).sum())
    sentence = _("In %(n)s of %(all)s fields of action with enough items and cases alpha reaches the usual 0.70.") % {
        "n": formats.integer(usual),
        "all": formats.integer(len(reported)),
    }
    return card_of(
        evidence,
        edition,
        key="alpha",
        size="large",
        title=_("Do the questions of a field belong together?"),
        figure=intervals.build(lines, span=(-0.2, 1), write=two_decimals, marks=(reliability.USUAL_ALPHA,)),
        sentence=sentence if len(reported) else _("There are too few returns for an alpha."),
        alt=_("Dots with intervals for Cronbach's alpha of each field of action."),
        table=Table(columns, named),
        note=_(
            "Cronbach's alpha, from 3 items and 30 complete returns on. The fields are collections of different tasks: "
            "a low alpha is a reason to look, not a failed test."
        ),
    )


def items(evidence: Evidence, edition: Edition) -> Card:
    """How each item goes with the rest of its section."""
    found = reliability.item_rest_correlations(evidence.items, evidence.scored)
    named = found.assign(text=found[QUESTION].map(evidence.questions), title=found[SECTION].map(edition.sections))
    columns = (
        Column(QUESTION, _("Question code")),
        Column("text", _("Question")),
        Column("title", _("Field of action")),
        Column(N, _("Complete cases"), Kind.INTEGER),
        Column(reliability.ITEM_REST, _("Correlation with the rest"), Kind.DECIMAL_2),
    )
    against = found[found[reliability.ITEM_REST] < 0]
    if found[reliability.ITEM_REST].isna().all():
        sentence = _("There are too few returns for correlations.")
    elif against.empty:
        sentence = _("No question runs against the others of its field of action.")
    else:
        sentence = _("Against the others of their field of action run: %(codes)s.") % {
            "codes": labels.listed([labels.quoted(evidence.names[code]) for code in against[QUESTION]])
        }
    return card_of(
        evidence,
        edition,
        key="item-rest",
        title=_("How each question goes with the others"),
        figure=None,
        is_wide=True,
        sentence=sentence,
        alt="",
        table=Table(columns, named),
    )


def section_weights(evidence: Evidence, edition: Edition) -> Card:
    """What other weights of the sections would change."""
    indexed = evidence.standing[evidence.standing[INDEX].notna()]
    title = _("What other weights of the fields would change")
    alt = _("For each district the mean index as a dot and as a bar where it lies under 1,000 random weightings.")
    note = (
        _(
            "The index weighs the fields of action as the method says. Bar: the central 95%% of 1,000 random "
            "weightings, all of them equally likely. Ranks are shown to see how little they mean."
        )
        % {}
    )
    columns = (
        Column(DISTRICT, _("District")),
        Column(MEAN, _("Mean"), Kind.DECIMAL),
        Column(reliability.EQUAL_MEAN, _("Equal weights"), Kind.DECIMAL),
        Column(LOW, _("Random weights from"), Kind.DECIMAL),
        Column(HIGH, _("to"), Kind.DECIMAL),
        Column(reliability.RANK, _("Rank"), Kind.INTEGER),
        Column(reliability.EQUAL_RANK, _("With equal weights"), Kind.INTEGER),
        Column(reliability.BEST_RANK, _("Best rank"), Kind.INTEGER),
        Column(reliability.WORST_RANK, _("Worst rank"), Kind.INTEGER),
        Column(reliability.SAME_RANK, _("Same rank"), Kind.PERCENT),
    )
    build = partial(
        card_of, evidence, edition, n=len(indexed), key="section-weights", is_wide=True, title=title, alt=alt, note=note
    )
    large = indexed.groupby(DISTRICT_AGS)[INDEX].transform("size") >= edition.min_cases
    compared = indexed[large]
    if compared.empty:
        nothing = pd.DataFrame(columns=[column.key for column in columns])
        return build(
            figure=intervals.build([], span=(0, 100)),
            sentence=_("There are too few returns to try other weights."),
            table=Table(columns, nothing),
        )
    found, agreement = reliability.weight_sensitivity(
        compared[list(edition.sections)],
        compared[DISTRICT].astype(str),
        evidence.weights,
        respondent_weights=compared[STRATUM_POPULATION] / compared[STRATUM_RESPONDENTS],
    )
    lines = [
        Line(row[DISTRICT], _("rank %(rank)s") % {"rank": row[reliability.RANK]}, row[MEAN], row[LOW], row[HIGH])
        for row in found.to_dict("records")
    ]
    sentence = _(
        "Under equal weights the order of the municipalities agrees with that of the index by %(equal)s (Spearman's ρ; "
        "1: the same order), under random weights by %(median)s in the middle case; a district keeps its rank in "
        "%(same)s of them on average."
    ) % {
        "equal": two_decimals(agreement["equal"]),
        "median": two_decimals(agreement["median"]),
        "same": formats.percent(found[reliability.SAME_RANK].mean()),
    }
    return build(figure=intervals.build(lines, span=_span(found)), sentence=sentence, table=Table(columns, found))


def _span(found: pd.DataFrame) -> tuple[float, float]:
    """Round ends of an axis that holds all intervals."""
    return 10 * (found[LOW].min() // 10), min(100, 10 * (found[HIGH].max() // 10 + 1))
