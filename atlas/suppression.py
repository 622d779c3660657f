"""Which cells of a table of means must be hidden, and which others with them. Pure: arrays in, arrays out.

Districts and "all" on one side, size classes and "all" on the other, are the nodes of a graph; each hidden cell is
an edge. The row and column sums are the equations of the nodes. Turn the sign of the cells that stand in one margin,
and in every equation all signs are equal: the incidence matrix of a bipartite graph. What an attacker can derive of
the hidden cells is its row space, the potential differences of the graph, and the cells in such a combination
contain a cut. A cell is derivable alone if its edge is a bridge.

A combination whose municipalities are too few, too unequal or of one mind is unsafe. Seen by municipality, it can
be written with inner cells alone (a margin is a sum of them), and with hidden ones alone: published ones are known,
and what is left without them is no safer. So only cuts of inner cells can be unsafe: margins have enough capacity to
satisfy any demand together with one other edge. Cuts that merely restate a sum, such as Stuttgart's, whose only
class is its total, always contain a margin and are thereby no cause for hiding more.

Each demand is the least flow between the two ends of a hidden cell: every cut that contains the cell separates them.
Hiding more adds edges and never lowers a flow, so each cell needs its turn once. Empty cells are known to be nothing
and are no edges; nor do they help.

Sources: Cox (1980), Suppression methodology and statistical disclosure control, JASA 75, 377–385, and (1995), Network
models for complementary cell suppression, JASA 90, 1453–1462.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, maximum_flow

from survey.questionnaire.scoring import TOLERANCE

PUBLISHED = ""
EMPTY = "empty"
CASES = "cases"
DOMINANCE = "dominance"
UNANIMOUS = "unanimous"
SECONDARY = "secondary"

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
class Table:
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


def reasons(tables: Sequence[Table], rules: Rules, fewest: NDArray[np.int64]) -> NDArray[np.object_]:
    """Why each cell must not show its mean, PUBLISHED where it may. Shapes: districts + 1 × classes + 1.

    tables: of all measures, of one shape; fewest: contributors to the measure that has fewest of those that have any.
    """
    found = _primary(tables, rules, fewest)
    hidden = _protect(np.isin(found, (CASES, DOMINANCE, UNANIMOUS)), tables, rules, fewest)
    found[hidden & (found == PUBLISHED)] = SECONDARY
    return found


def _primary(tables: Sequence[Table], rules: Rules, fewest: NDArray[np.int64]) -> NDArray[np.object_]:
    reasons = np.full(fewest.shape, PUBLISHED, dtype=object)
    reasons[np.any([table.is_unanimous() for table in tables], axis=0)] = UNANIMOUS
    shares = [table.heaviest > rules.max_share * table.weight + TOLERANCE * table.weight for table in tables]
    reasons[np.any(shares, axis=0)] = DOMINANCE
    reasons[fewest < rules.min_cases] = CASES
    reasons[fewest == 0] = EMPTY
    return reasons


def _protect(hidden: Bools, tables: Sequence[Table], rules: Rules, fewest: NDArray[np.int64]) -> Bools:
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


def _demands(table: Table, cell: tuple[int, int], rules: Rules) -> Iterator[tuple[Integers, int]]:
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


def _capacities(table: Table, amounts: NDArray[np.generic], most: int) -> Integers:
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
