"""What may leave for a wider circle than the analysts: other municipalities, the public. Pure: frames in, frames out.

`publish` is the one door. It hides means that would tell the value of one or a few municipalities, alone or by
subtraction, and everything per municipality that METHOD §8 keeps back. Nothing passes that is not listed here.

Two publications of one measure can be subtracted from each other. Hence every municipality has one weight in all
means of a measure, the pattern comes from the whole register and all measures, never from what a page happens to
show, and a wave is published once it is closed: otherwise two states of it differ by the return in between.

Sources: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4; Cox (1980), Suppression methodology and
statistical disclosure control, JASA 75, 377–385, and (1995), Network models for complementary cell suppression, JASA
90, 1453–1462; METHOD §8.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, maximum_flow

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
from survey.questionnaire.conditions import AnswerIs, leaves
from survey.questionnaire.document import Document, Question, Section
from survey.questionnaire.scoring import TOLERANCE, level

ALL = ""  # in district_ags and size_class: not narrowed down
CELL = [DISTRICT_AGS, SIZE_CLASS]
PUBLIC_INDEX = "public_index"
SOVEREIGNTY_LEVEL = "sovereignty_level"
REASON = "reason"

PUBLISHED = ""
EMPTY = "empty"
CASES = "cases"
DOMINANCE = "dominance"
UNANIMOUS = "unanimous"
SECONDARY = "secondary"
WITHHELD = "withheld"  # how the last three leave: "unanimous" with one known value would tell all of them

MUNICIPALITY = (AGS, NAME, KIND, DISTRICT_AGS, DISTRICT, POPULATION, SIZE_CLASS, PARTICIPATED)
COUNTS = (N, POPULATION)
# No mean of the municipalities' own ranges: if one of a cell has a range, (mean − low) / (high − low) is its score.
RESULTS = (MEAN, "se", LOW, HIGH, "df", "bounds_low", "bounds_high")

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int32]

FINE = 100_000  # steps into which a demanded weight is divided: flows are whole numbers


@dataclass(frozen=True)
class Rules:
    """min_cases: contributors that a mean needs. max_share: of the weight, that the largest may hold (0…1)."""

    min_cases: int
    max_share: float = 0.5


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
    reasons = _primary(tables, rules, fewest)
    hidden = _protect(np.isin(reasons, (CASES, DOMINANCE, UNANIMOUS)), tables, rules, fewest)
    reasons[hidden & (reasons == PUBLISHED)] = SECONDARY
    return cells.to_frame(index=False).assign(**{N: fewest.ravel(), REASON: reasons.ravel()})


def _checked(contributions: pd.DataFrame, weight: str | None) -> pd.DataFrame:
    if contributions[CELL].isna().any(axis=None) or contributions[DISTRICT_AGS].eq(ALL).any():
        raise ValueError("a municipality has no district or no size class")
    if weight and (contributions[weight] < 0).any():
        raise ValueError(f"{weight}: weights are 0 or more")
    return contributions


@dataclass(frozen=True)
class _Table:
    """One measure in districts × size classes, the last row and column being the margins.

    cases: contributors. weight: of all of them, in units of the weight; heaviest: of one. lowest, highest: values.
    """

    cases: NDArray[np.int64]
    weight: Floats
    heaviest: Floats
    lowest: Floats
    highest: Floats

    def is_unanimous(self) -> Bools:
        return (self.cases > 0) & (self.highest - self.lowest <= TOLERANCE)


def _table(frame: pd.DataFrame, measure: str, weight: str | None, cells: pd.MultiIndex) -> _Table:
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
    return _Table(**{str(name): column.to_numpy().reshape(shape) for name, column in arrays.items()})


def _primary(tables: Sequence[_Table], rules: Rules, fewest: NDArray[np.int64]) -> NDArray[np.object_]:
    reasons = np.full(fewest.shape, PUBLISHED, dtype=object)
    reasons[np.any([table.is_unanimous() for table in tables], axis=0)] = UNANIMOUS
    shares = [table.heaviest > rules.max_share * table.weight + TOLERANCE * table.weight for table in tables]
    reasons[np.any(shares, axis=0)] = DOMINANCE
    reasons[fewest < rules.min_cases] = CASES
    reasons[fewest == 0] = EMPTY
    return reasons


# Secondary suppression
#
# Districts and "all" on one side, size classes and "all" on the other, are the nodes of a graph; each hidden cell is
# an edge. The row and column sums are the equations of the nodes. Turn the sign of the cells that stand in one margin,
# and in every equation all signs are equal: the incidence matrix of a bipartite graph. What an attacker can derive of
# the hidden cells is its row space, the potential differences of the graph, and the cells in such a combination
# contain a cut. A cell is derivable alone if its edge is a bridge.
#
# A combination whose municipalities are too few, too unequal or of one mind is unsafe. Seen by municipality, it can
# be written with inner cells alone (a margin is a sum of them), and with hidden ones alone: published ones are known,
# and what is left without them is no safer. So only cuts of inner cells can be unsafe: margins have enough capacity to
# satisfy any demand together with one other edge. Cuts that merely restate a sum, such as Stuttgart's, whose only
# class is its total, always contain a margin and are thereby no cause for hiding more.
#
# Each demand is the least flow between the two ends of a hidden cell: every cut that contains the cell separates them.
# Hiding more adds edges and never lowers a flow, so each cell needs its turn once. Empty cells are known to be nothing
# and are no edges; nor do they help.


def _protect(hidden: Bools, tables: Sequence[_Table], rules: Rules, fewest: NDArray[np.int64]) -> Bools:
    """The hidden cells, and those that must be hidden with them. Shapes: districts + 1 × classes + 1.

    As long as a flow is too small, the cells of the cheapest path between the ends of the cell are hidden: inner ones
    with few contributors first, margins only where inner ones cannot do, the grand total last.
    """
    hidden, costs = hidden.copy(), _costs(fewest)
    waiting = list(zip(*np.nonzero(hidden), strict=True))
    for cell in waiting:  # grows while we walk
        for table in tables:
            for capacity, demand in _demands(table, cell, rules):
                while (path := _missing_path(hidden, capacity, demand, costs, cell)) is not None:
                    waiting += [step for step in path if not hidden[step]]
                    for step in path:
                        hidden[step] = True
    return hidden


def _costs(fewest: NDArray[np.int64]) -> Floats:
    costs = fewest.astype(np.float64) + 1
    everything = costs.sum()
    costs[-1] += everything
    costs[:, -1] += everything
    costs[-1, -1] += everything * len(costs)
    return costs


def _demands(table: _Table, cell: tuple[int, int], rules: Rules) -> Iterator[tuple[Integers, int]]:
    """Capacities of all cells, hidden or not, and the flow that they must carry between the ends of this cell."""
    if not table.cases[cell]:
        return
    least = max(rules.min_cases, 2)
    # one short of what is needed, so that no cell is enough on its own: it would be derivable
    yield _capacities(table, table.cases, least - 1), least
    if cell[0] == len(table.cases) - 1 or cell[1] == table.cases.shape[1] - 1:
        return
    needed = table.heaviest[cell] / rules.max_share
    if table.weight[cell] < needed:
        yield _capacities(table, table.weight / needed * FINE + TOLERANCE, FINE), FINE
    if table.is_unanimous()[cell]:
        value = table.lowest[cell]
        other = (table.lowest < value - TOLERANCE) | (table.highest > value + TOLERANCE)
        yield _capacities(table, other, 1), 1


def _capacities(table: _Table, amounts: NDArray[np.generic], most: int) -> Integers:
    capacities = np.minimum(amounts, most)
    capacities[-1], capacities[:, -1] = most, most
    return np.where(table.cases > 0, capacities, 0).astype(np.int32)


def _missing_path(
    hidden: Bools, capacity: Integers, demand: int, costs: Floats, cell: tuple[int, int]
) -> list[tuple[int, int]] | None:
    """None if the hidden cells carry the flow, else the cells of a path that carries more of it."""
    rows = len(hidden)
    start, end = int(cell[0]), rows + int(cell[1])
    graph = csr_array(_between(np.where(hidden, capacity, 0)))
    flow = maximum_flow(graph, start, end)
    if flow.flow_value >= demand:
        return None
    is_open = _between((capacity > 0) & ~hidden) | ((graph - flow.flow).toarray() > 0)
    prices = np.where(is_open, _between(np.where(hidden, TOLERANCE, costs)), 0)
    _, before = dijkstra(csr_array(prices), indices=start, return_predecessors=True)
    path = [end]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    return [(min(pair), max(pair) - rows) for pair in pairwise(path)]


def _between(cells: NDArray[np.generic]) -> NDArray[np.generic]:
    """Cells as edges between rows and columns, in both directions."""
    rows, columns = cells.shape
    edges = np.zeros((rows + columns, rows + columns), cells.dtype)
    edges[:rows, rows:], edges[rows:, :rows] = cells, cells.T
    return edges
