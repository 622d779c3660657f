"""What may leave for a wider circle than the analysts: other municipalities, the public. Pure: frames in, frames out.

`publish` is the one door. It hides means that would tell the value of one or a few municipalities, alone or by
subtraction, and everything per municipality that METHOD §8 keeps back. Nothing passes that is not listed here.

Two publications of one measure can be subtracted from each other. Hence every municipality has one weight in all
means of a measure, the pattern comes from the whole register and all measures, never from what a page happens to
show, and a wave is published once it is closed: otherwise two states of it differ by the return in between.

Sources: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4; METHOD §8.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas import suppression
from atlas.columns import (
    AGS,
    DISTRICT,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    KIND,
    LOW,
    MEAN,
    NAME,
    PARTICIPATED,
    POPULATION,
    SECTION,
    SIZE_CLASS,
    SOVEREIGNTY,
    N,
)
from atlas.suppression import DOMINANCE, PUBLISHED, SECONDARY, UNANIMOUS, Rules, Table
from survey.questionnaire.conditions import AnswerIs, leaves
from survey.questionnaire.document import Document, Question, Section
from survey.questionnaire.scoring import TOLERANCE, level

ALL = ""  # in district_ags and size_class: not narrowed down
CELL = [DISTRICT_AGS, SIZE_CLASS]
PUBLIC_INDEX = "public_index"
SOVEREIGNTY_LEVEL = "sovereignty_level"
REASON = "reason"

WITHHELD = "withheld"  # how the last three leave: "unanimous" with one known value would tell all of them

MUNICIPALITY = (AGS, NAME, KIND, DISTRICT_AGS, DISTRICT, POPULATION, SIZE_CLASS, PARTICIPATED)
COUNTS = (N, POPULATION)
# No mean of the municipalities' own ranges: if one of a cell has a range, (mean − low) / (high − low) is its score.
RESULTS = (MEAN, "se", LOW, HIGH, "df", "bounds_low", "bounds_high")


@dataclass(frozen=True)
class Publication:
    """municipalities: as `public_municipalities` gives them. means: as `release` does."""

    municipalities: pd.DataFrame
    means: pd.DataFrame


def publish(
    standing: pd.DataFrame, document: Document, means: pd.DataFrame, *, weight: str | None = None
) -> Publication:
    """The scores of a wave as everybody may see them.

    standing: the whole register; for means with a `weight`, with that column. means: as for `release`; their measures
    are those of `public_measures`. Raises ValueError for any other measure and for a cell that is not of the register.
    """
    municipalities = public_municipalities(standing, document)
    measures = public_measures(document)
    if unknown := set(means[SECTION]) - set(measures):
        raise ValueError(f"no measures for everybody: {sorted(unknown)}")
    contributions = standing.assign(**{PUBLIC_INDEX: municipalities[PUBLIC_INDEX]})
    rules = Rules(document.scoring.publish_min_cases)
    return Publication(municipalities, release(means, hidden_cells(contributions, measures, rules, weight=weight)))


def public_measures(document: Document) -> tuple[str, ...]:
    """Columns whose means may be published: all sections, `sovereignty` and `public_index`.

    `index` only where no section is kept back: in a cell with one municipality whose public sections are incomplete,
    its kept-back section has another weight than elsewhere, so the means of both give that section's score away.
    """
    complete = len(public_sections(document)) == len(document.sections)
    sections = [section.code for section in document.sections]
    return (*sections, PUBLIC_INDEX, SOVEREIGNTY, *([INDEX] if complete else []))


# Per municipality


def public_sections(document: Document) -> tuple[Section, ...]:
    """Sections whose score may be shown per municipality: public, and scored by at least one public question."""
    return tuple(section for section in document.sections if not _is_kept_back(section))


def _is_kept_back(section: Section) -> bool:
    scored = section.scored_questions
    return section.visibility == "aggregate" or (bool(scored) and all(map(_is_aggregate, scored)))


def _is_aggregate(question: Question) -> bool:
    return question.visibility == "aggregate"


def public_questions(document: Document) -> tuple[str, ...]:
    """Codes of the questions whose single answers may be shown per municipality, in the order of the document.

    Left out are those of `visibility: aggregate`; the scored questions next to a scored one of these, for the score of
    their section would give it away; and all that are asked, or offer choices, only after such an answer.
    """
    left_out = {question.code for section in document.sections for question in _kept_back(section)}
    for question in document.questions:  # conditions lead to earlier questions only
        if _hangs_on(question) & left_out:
            left_out.add(question.code)
    return tuple(question.code for question in document.questions if question.code not in left_out)


def _kept_back(section: Section) -> Iterator[Question]:
    solvable = any(map(_is_aggregate, section.scored_questions))
    for question in section.questions:
        if section.visibility == "aggregate" or _is_aggregate(question) or (solvable and question.scored):
            yield question


def _hangs_on(question: Question) -> set[str]:
    conditions = [question.show_if, *(choice.show_if for choice in question.choices)]
    tests = [test for condition in conditions if condition for _, test in leaves(condition)]
    return {test.code for test in tests if isinstance(test, AnswerIs)}


def public_municipalities(standing: pd.DataFrame, document: Document) -> pd.DataFrame:
    """What everybody may see of each municipality (METHOD §8): one row each, index and order of `standing`.

    Columns of MUNICIPALITY, then `public_index` (0…100, unrounded, without the sections that are kept back; NaN where
    the public ones with a value have too little weight), `sovereignty_level` (code of the level, None without one) and
    the scores of the public sections. Neither the index nor its range or level: section by section, it could be solved.
    """
    codes = [section.code for section in public_sections(document)]
    return standing[[*MUNICIPALITY]].assign(
        **{PUBLIC_INDEX: _public_index(standing, document)},
        **{SOVEREIGNTY_LEVEL: _levels(standing[SOVEREIGNTY], document)},
        **{code: standing[code].astype(float) for code in codes},
    )


def _public_index(standing: pd.DataFrame, document: Document) -> "pd.Series[float]":
    weights = pd.Series({section.code: section.weight for section in public_sections(document)}, dtype=float)
    scores = standing[list(weights.index)].astype(float)
    carrying = scores.notna().astype(float) @ weights
    is_covered = carrying >= (document.scoring.min_section_weight_share - TOLERANCE) * weights.sum()
    return scores.fillna(0) @ weights / carrying.where(is_covered & (carrying > 0))


def _levels(scores: "pd.Series[float]", document: Document) -> "pd.Series[str]":
    bands = [level(document, None if pd.isna(score) else float(score)) for score in scores]
    return pd.Series([band and band.code for band in bands], index=scores.index, dtype=object)


# Means


def release(means: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """Means without the figures of hidden cells.

    means: one row per cell and measure with `district_ags`, `size_class` (empty: all), `section` and any of
    `district`, COUNTS and RESULTS. hidden: the pattern of `hidden_cells`. Gives these columns only, RESULTS all NaN
    where the cell is not published, and `reason`: empty (published), `empty`, `cases` or `withheld`.
    Raises ValueError for a cell that the pattern does not know and for two means of one measure in one cell: two
    weightings of the same values could be subtracted.
    """
    if means.duplicated([*CELL, SECTION]).any():
        raise ValueError("a measure has two means in one cell")
    reasons = hidden.set_index(CELL)[REASON].replace([DOMINANCE, UNANIMOUS, SECONDARY], WITHHELD)
    cells = pd.MultiIndex.from_frame(means[CELL].astype(object))
    if unknown := sorted(set(cells) - set(reasons.index)):
        raise ValueError(f"cells without a rule: {unknown}")
    allowed = means[[column for column in (DISTRICT, *CELL, SECTION, *COUNTS, *RESULTS) if column in means]]
    reason = pd.Series(reasons.reindex(cells).to_numpy(), index=means.index, dtype=object)
    figures = {name: allowed[name].where(reason == PUBLISHED, np.nan) for name in RESULTS if name in allowed}
    return allowed.assign(**figures, **{REASON: reason})


def hidden_cells(
    contributions: pd.DataFrame, measures: Sequence[str], rules: Rules, *, weight: str | None = None
) -> pd.DataFrame:
    """Which cells of district × size class, margins included, must not show their means: one pattern for all measures.

    contributions: one row per municipality of the whole register, with `district_ags`, `size_class` (ordered
    categories), the measures (NaN without value) and the column `weight`, constant for a municipality, 0 or more;
    without `weight`, all weigh the same. A municipality without weight contributes nothing.
    Gives one row per cell: `district_ags` and `size_class` (empty: all), `n` (contributors to the measure that has
    fewest of those that have any), `reason` (see above; the strictest measure decides).

        district_ags size_class   n     reason
               08111     50000+   1      cases
               08116     50000+   4      cases
               08116             38
                                141

    Measures are linear in one another, so a mean hidden for one of them is hidden for all. Whatever linear combination
    of published means somebody takes, its contributors satisfy every rule that a single mean has to satisfy. Raises
    ValueError for a negative weight and for a municipality without district or size class.
    """
    frame = _checked(contributions, weight)
    districts, classes = sorted(frame[DISTRICT_AGS].unique()), list(frame[SIZE_CLASS].cat.categories)
    cells = pd.MultiIndex.from_product([[*districts, ALL], [*classes, ALL]], names=CELL)
    tables = [_table(frame, measure, weight, cells) for measure in measures]
    cases = np.array([table.cases for table in tables])
    fewest = np.where(cases > 0, cases, cases.max(initial=0) + 1).min(axis=0)
    fewest[cases.max(axis=0) == 0] = 0
    reasons = suppression.reasons(tables, rules, fewest)
    return cells.to_frame(index=False).assign(**{N: fewest.ravel(), REASON: reasons.ravel()})


def _checked(contributions: pd.DataFrame, weight: str | None) -> pd.DataFrame:
    if contributions[CELL].isna().any(axis=None) or contributions[DISTRICT_AGS].eq(ALL).any():
        raise ValueError("a municipality has no district or no size class")
    if weight and (contributions[weight] < 0).any():
        raise ValueError(f"{weight}: weights are 0 or more")
    return contributions


def _table(frame: pd.DataFrame, measure: str, weight: str | None, cells: pd.MultiIndex) -> Table:
    weights = frame[weight].astype(float) if weight else 1.0
    rows = frame[CELL].astype(object).assign(value=frame[measure].astype(float), weight=weights)
    rows = rows[rows["value"].notna() & (rows["weight"] > 0)]
    margins = [{}, {SIZE_CLASS: ALL}, {DISTRICT_AGS: ALL}, {DISTRICT_AGS: ALL, SIZE_CLASS: ALL}]
    groups = pd.concat([rows.assign(**margin) for margin in margins]).groupby(CELL)
    found = groups.agg(
        cases=("value", "size"),
        weight=("weight", "sum"),
        heaviest=("weight", "max"),
        lowest=("value", "min"),
        highest=("value", "max"),
    )
    shape = tuple(map(len, cells.levels))
    arrays = found.reindex(cells, fill_value=0).to_dict("series")
    return Table(**{str(name): column.to_numpy().reshape(shape) for name, column in arrays.items()})
