"""What all cards of the report share."""

from functools import partial
from typing import Any

import pandas as pd

from atlas import formats, labels
from atlas.cards import Card
from atlas.columns import PARTICIPATED, SIZE_CLASS, STRATUM
from atlas.edition import Edition
from atlas.evidence import Evidence

two_decimals = partial(formats.decimal, places=2)


def card_of(evidence: Evidence, edition: Edition, *, n: int | None = None, **parts: Any) -> Card:
    """A card of the whole region; `n` if not all returns stand behind it; `parts` as the fields of `Card`."""
    standing = evidence.standing
    answered = int(standing[PARTICIPATED].sum())
    return Card(n=answered if n is None else n, population=len(standing), source=edition.source, **parts)


def size_classes(cells: pd.DataFrame) -> "pd.Series[str]":
    """Stratum → the names of its size classes."""
    return cells.groupby(STRATUM)[SIZE_CLASS].agg(lambda codes: " + ".join(map(labels.size, codes)))
