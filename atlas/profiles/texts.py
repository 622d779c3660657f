"""Strengths and gaps of a municipality in sentences. Pure: frames in, sentences out."""

from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.columns import MEAN
from atlas.comparison import DIFFERENCE, IS_OF_SIZE, MEASURE, OWN, REGION_MEAN, SIZE_MEAN
from atlas.edition import Edition

MOST = 3


@dataclass(frozen=True)
class Standing:
    """Sentences on strengths and gaps, at most three each, or one that says why there are none."""

    strengths: list[str]
    gaps: list[str]
    note: str


def standing_of(comparison: pd.DataFrame, found: pd.DataFrame, size_class: str, edition: Edition) -> Standing:
    """`comparison` as from `comparison.beside_means`, of fields of action; `found` as from `standing_out`."""
    rows = found.to_dict("records")
    above = [row for row in rows if row[DIFFERENCE] > 0][:MOST]
    below = [row for row in reversed(rows) if row[DIFFERENCE] < 0][:MOST]
    none = _("None stands out.") if is_comparable(comparison) else _("No comparison is possible yet.")
    return Standing(
        strengths=[_sentence(row, size_class, edition) for row in above] or [none],
        gaps=[_sentence(row, size_class, edition) for row in below] or [none],
        note=_note(comparison),
    )


def is_comparable(comparison: pd.DataFrame) -> bool:
    """Whether any field of action has both a score and a mean."""
    return bool((comparison[OWN].notna() & comparison[[SIZE_MEAN, REGION_MEAN]].notna().any(axis=1)).any())


def _sentence(row: dict, size_class: str, edition: Edition) -> str:
    words = {
        "title": labels.quoted(edition.sections[row[MEASURE]]),
        "points": formats.decimal(abs(row[DIFFERENCE])),
        "mean": _mean(is_of_size=row[IS_OF_SIZE], size_class=size_class),
        "own": formats.decimal(row[OWN]),
        "other": formats.decimal(row[MEAN]),
    }
    if row[DIFFERENCE] > 0:
        return _("%(title)s lies %(points)s points above the mean %(mean)s (%(own)s against %(other)s).") % words
    return _("%(title)s lies %(points)s points below the mean %(mean)s (%(own)s against %(other)s).") % words


def _mean(*, is_of_size: bool, size_class: str) -> str:
    if is_of_size:
        return _("of municipalities with %(size)s inhabitants") % {"size": labels.size(size_class)}
    return _("of the region")


def _note(comparison: pd.DataFrame) -> str:
    if comparison[OWN].isna().all():
        return _("No field of action has a score yet.")
    if not is_comparable(comparison):
        return _("There is no mean to compare with: too few returns.")
    return _(
        "A difference is told only where it is larger than the range of the own score, which tells what the questions "
        "left open could change. Where nothing stands out beside municipalities of the same size, the mean of the "
        "region is taken."
    )
