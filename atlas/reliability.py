"""How well the items of a section belong together (METHOD §7)."""

from collections.abc import Sequence
from statistics import variance


def cronbach_alpha(rows: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha over complete cases.

    rows: one per case, item scores 0…1 in the same order of items, no gaps. Unweighted; sample variances (n − 1).
    Items that do not vary among the cases are dropped first, as they say nothing about belonging together.
    Returns a number of at most 1 (negative values are possible and stand), or None where it is undefined: fewer than
    two cases, fewer than two items that vary, or a sum that does not vary. Whether k and n suffice for print
    (`alpha_min_items`, `alpha_min_cases`) is for the caller to decide. Raises ValueError for rows of unequal length.

    Source: Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16, 297–334.
    """
    if len(rows) < 2:
        return None
    items = [column for column in zip(*rows, strict=True) if len(set(column)) > 1]
    k, sums = len(items), [sum(case) for case in zip(*items, strict=True)]
    if k < 2 or len(set(sums)) == 1:
        return None
    return k / (k - 1) * (1 - sum(variance(column) for column in items) / variance(sums))
