"""What the page on the trend reads of two waves."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from atlas.trend import Comparable


@dataclass(frozen=True)
class TrendEvidence:
    """`earlier`: the title of the wave before, empty if there is none; then all frames are empty but `standing`.

    standing: the present wave; before: the earlier one. panel: as from `trend.panel`, of the chosen municipalities.
    continuity: what became of each scored question; texts: its words, names: its short name, sections:
    its field of action, by code.
    """

    earlier: str
    standing: pd.DataFrame
    before: pd.DataFrame
    panel: pd.DataFrame
    comparable: Comparable
    continuity: Mapping[str, str]
    texts: Mapping[str, str]
    names: Mapping[str, str]
    sections: Mapping[str, str]

    @property
    def unchanged(self) -> list[str]:
        return [code for items in self.comparable.items.values() for code in items]
