"""What the report on robustness reads of a wave, beside its edition."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Evidence:
    """All that is known of a wave, never a selection of it.

    standing: see `columns`. items: item scores 0…1, one row per return (`frames.items`). states: how the questions were
    left (`frames.item_states`). earlier_index: `ags` → index of the wave before, None without one. questions: texts by
    code, in the order of the questionnaire; names: short ones. scored: section → codes of its scored questions.
    implied: codes of items that are 0 by construction when their parent is. weights: section → weight in the index.
    """

    standing: pd.DataFrame
    items: pd.DataFrame
    states: pd.DataFrame
    earlier_index: "pd.Series[float] | None"
    questions: dict[str, str]
    names: dict[str, str]
    scored: dict[str, list[str]]
    implied: frozenset[str]
    weights: "pd.Series[float]"
