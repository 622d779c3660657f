"""What those who handed in left open, question by question. Pure: DataFrame in, DataFrame out."""

from collections.abc import Sequence

import pandas as pd

from atlas.columns import QUESTION, STATE, N

# in the order of a stacked bar; the four kinds of "no value" are never mixed
STATES = ("answered", "dont_know", "unanswered", "not_applicable", "not_asked")
ASKED = "asked"
OPEN = "open_share"


def by_question(states: pd.DataFrame, questions: Sequence[str]) -> pd.DataFrame:
    """How each question was left: one row per question, in the order given.

    states: `question`, `state`, `n` (returns). Gives: `question`, one column of counts per state, `n` (all returns),
    `asked` (those to whom the question applied: neither routed out nor not applicable) and `open_share`: don't know and
    unanswered among them (0…1, NaN if nobody was asked).

        question  answered  dont_know  unanswered  not_applicable  not_asked    n  asked  open_share
          STR-03        88          3           2               0         48  141     93       0.054
    """
    wide = states.pivot_table(index=QUESTION, columns=STATE, values=N, aggfunc="sum", fill_value=0)
    wide = wide.reindex(index=list(questions), columns=list(STATES), fill_value=0).astype(int)
    asked = wide["answered"] + wide["dont_know"] + wide["unanswered"]
    share = ((wide["dont_know"] + wide["unanswered"]) / asked).where(asked > 0)
    return wide.assign(**{N: wide.sum(axis=1), ASKED: asked, OPEN: share}).rename_axis(None, axis=1).reset_index()
