"""What most peers have got further with than a municipality. Pure: DataFrame in, DataFrame out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from atlas.columns import QUESTION

MOST_QUESTIONS = 5
STEP = 0.25  # of a scale with five steps
HALF = 0.5  # from here on something is done, not only planned
TOLERANCE = 1e-9

OWN = "own"
REACHED = "reached"
DIFFERENCE = "difference"
FURTHER = "further"
WHO = "who"
COLUMNS = [QUESTION, OWN, REACHED, DIFFERENCE, FURTHER, WHO]


def further_peers(
    items: pd.DataFrame, ags: str, peers: Sequence[str], weights: "pd.Series[float]", *, most: int = MOST_QUESTIONS
) -> pd.DataFrame:
    """The questions in which more than half of the peers are at least a step further, by weight × difference.

    items: item scores 0…1, one row per municipality (index: `ags`), one column per question, NaN where there is none.
    weights: question → weight; only these questions are looked at. A peer is further that reaches 0.5 and a step (0.25)
    more than the municipality. A missing own score is not compared; a peer's counts as not further. Gives: `question`,
    `own`, `reached` (what more than half of the peers reach or exceed), `difference` (reached − own), `further` (how
    many peers), `who` (their `ags`, in the order of `peers`). Ties in the order of `weights`.

        question   own  reached  difference  further                    who
          VER-05  0.25     0.75        0.50        3  [A, C, D]
    """
    rows = [_compared(items, code, ags, peers) for code in weights.index] if ags in items.index and len(peers) else []
    found = pd.DataFrame([row for row in rows if row is not None], columns=COLUMNS)
    gain = found[DIFFERENCE].astype(float) * weights.reindex(found[QUESTION]).to_numpy(float)
    order = np.argsort(-gain.round(9).to_numpy(), kind="stable")
    return found.iloc[order].head(most).reset_index(drop=True)


def _compared(items: pd.DataFrame, code: str, ags: str, peers: Sequence[str]) -> list[object] | None:
    own: float = items[code].astype(float)[ags]
    scores = items[code].reindex(list(peers)).astype(float)
    majority = len(scores) // 2 + 1
    reached = float(scores.fillna(0.0).sort_values(ascending=False).iloc[majority - 1])
    least = max(HALF, own + STEP) - TOLERANCE
    if np.isnan(own) or reached < least:
        return None
    who = [peer for peer, score in scores.items() if score >= least]
    return [code, own, reached, reached - own, len(who), who]
