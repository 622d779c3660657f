"""Levels: bands that cover the whole scale, each beginning where the one before ends."""

from collections.abc import Iterator
from itertools import pairwise

from survey.questionnaire.checks.draft import Draft, Finding, repeated


def level_findings(draft: Draft) -> Iterator[Finding]:
    levels = draft.levels
    if levels is None:
        return
    if not levels:
        yield Finding(("levels",), "expected at least one level")
        return
    if levels[0].min != 0:
        yield Finding(("levels", 0, "min"), f"expected 0, where the scale begins, got {levels[0].min}")
    if levels[-1].max != 100:
        yield Finding(("levels", len(levels) - 1, "max"), f"expected 100, where the scale ends, got {levels[-1].max}")
    for position, level in enumerate(levels):
        if level.min >= level.max:
            yield Finding(("levels", position, "max"), f"expected a number above min ({level.min}), got {level.max}")
    for position, (lower, upper) in enumerate(pairwise(levels), start=1):
        if lower.max != upper.min:
            expected = f"expected {lower.max}, where {lower.code} ends (no gaps, no overlaps), got {upper.min}"
            yield Finding(("levels", position, "min"), expected)
    for position, code in repeated([level.code for level in levels]):
        yield Finding(("levels", position, "code"), f"expected a code used once, {code!r} occurs before")
