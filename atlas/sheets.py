"""Sheets of a workbook: lines of text above a table of plain values, and how they are kept as bytes."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats
from atlas.cards import Card
from atlas.tables import Kind

Plain = str | int | float | bool | None
NAME_LENGTH = 31  # what Excel allows
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
RESERVED = "history"  # a sheet that Excel keeps for itself


@dataclass(frozen=True)
class Sheet:
    """`lines` stand above the table, the first one as its title; dates are texts of ISO 8601."""

    lines: tuple[str, ...]
    headings: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: Iterable[Sequence[Plain]]

    def to_bytes(self) -> bytes:
        content = {**vars(self), "rows": list(self.rows)}
        return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sheet":
        content = json.loads(data)
        kinds = tuple(Kind(kind) for kind in content["kinds"])
        return cls(tuple(content["lines"]), tuple(content["headings"]), kinds, content["rows"])


def sheet_of_card(card: Card) -> Sheet:
    """What a card says, then its table with the headings of the page and unrounded values."""
    counts = {"n": formats.integer(card.n), "population": formats.integer(card.population), "source": card.source}
    lines = (
        card.title,
        card.sentence,
        _("n = %(n)s of N = %(population)s municipalities · %(source)s") % counts,
        *([card.note] if card.note else []),
    )
    columns = card.table.columns
    rows = _rows(card.table.frame[[column.key for column in columns]])
    return Sheet(lines, tuple(column.label for column in columns), tuple(column.kind for column in columns), rows)


def sheet_of_frame(frame: pd.DataFrame) -> Sheet:
    """The columns under their own names from the first row on, as programs read a table."""
    return Sheet((), tuple(frame.columns), (Kind.TEXT,) * len(frame.columns), _rows(frame))


def _rows(frame: pd.DataFrame) -> list[list[Plain]]:
    columns = [[plain(value) for value in frame.iloc[:, place].tolist()] for place in range(frame.shape[1])]
    return [list(row) for row in zip(*columns, strict=True)]


def plain(value: Any) -> Plain:
    """A value that JSON and a spreadsheet know; None for all that is missing or not a number."""
    if isinstance(value, str):
        return str(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return plain(value.item()) if hasattr(value, "item") else str(value)


def free_name(title: str, taken: Collection[str]) -> str:
    """A name that Excel accepts for a sheet: at most 31 characters, none that is forbidden, none that is taken.

    `taken`: names in small letters, because Excel tells no case apart.
    """
    known = "".join(character for character in title.translate(FORBIDDEN) if character <= "\uffff")
    base = " ".join(known.split()).strip("' ")
    name, number = base[:NAME_LENGTH].strip("' "), 1
    while name.lower() in (RESERVED, "", *taken):
        number += 1
        mark = f" {number}"
        name = (base[: NAME_LENGTH - len(mark)].strip("' ") + mark).strip()
    return name
