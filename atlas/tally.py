"""What was answered to one question, by group. Pure: DataFrame in, DataFrame out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from atlas.columns import (
    AGS,
    CHOICE,
    GROUP,
    HIGH,
    HIGHEST,
    LOW,
    LOWEST,
    MEAN,
    MEDIAN,
    PARTICIPATED,
    Q1,
    Q3,
    SHARE,
    STATE,
    VALUE,
    N,
)
from atlas.distribution import quartiles
from atlas.estimates import means_by, shares
from atlas.item_nonresponse import STATES

ALL = ""  # the group of all
OF = "of"
ANSWERED = ("answered", "not_applicable")  # "does not apply to us" is a choice like others


def respondents(standing: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Those that handed in, with `state` and `value` of the one question in `answers` (`ags`, `state`, `value`)."""
    handed_in = standing[standing[PARTICIPATED]]
    return handed_in.merge(answers[[AGS, STATE, VALUE]], on=AGS, how="left", validate="one_to_one")


def choices(found: pd.DataFrame, codes: Sequence[str], by: str) -> pd.DataFrame:
    """The estimated share of each choice among those that answered, for all and for every group.

    found: as from `respondents`. Gives: `group` (a value of the column `by`, empty for all), `choice`, `n` (gave it),
    `of` (answered), `share`, `low`, `high` (0…1, an estimate for all municipalities, NaN where nobody answered).
    Several choices of one municipality count each.

        group      choice   n   of  share    low   high
                      NEW  61  128   0.46   0.38   0.54
        Böblingen     NEW  12   19   0.63   0.41   0.81
    """
    ticked = _ticks(found, codes)
    parts = [_shares(found, ticked, ALL)]
    for value, group in found.groupby(by, observed=True, sort=True):
        parts.append(_shares(group, ticked.loc[group.index], str(value)))
    return pd.concat(parts, ignore_index=True)


def _ticks(found: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """One column per choice: 1 and 0, NaN for those that did not answer."""
    is_answered = found[STATE].isin(ANSWERED).to_numpy()
    given = [{str(one) for one in value} if isinstance(value, list) else {str(value)} for value in found[VALUE]]
    columns = {
        code: np.where(is_answered, np.array([code in ticks for ticks in given], dtype=float), np.nan) for code in codes
    }
    return pd.DataFrame(columns, index=found.index)


def _shares(group: pd.DataFrame, ticked: pd.DataFrame, name: str) -> pd.DataFrame:
    estimates = shares(group, ticked)
    return pd.DataFrame(
        {
            GROUP: name,
            CHOICE: list(ticked.columns),
            N: ticked.sum().astype(int).to_numpy(),
            OF: ticked.notna().sum().to_numpy(),
            SHARE: estimates[MEAN].to_numpy(),
            LOW: estimates[LOW].to_numpy(),
            HIGH: estimates[HIGH].to_numpy(),
        }
    )


def numbers(found: pd.DataFrame, by: str) -> pd.DataFrame:
    """A number, for all and for every group: `group`, `n`, quartiles of the answers (`lowest` … `highest`), and the
    estimated `mean` of all municipalities with `low` and `high`; in the unit of the question.
    """
    values = found.assign(**{VALUE: as_numbers(found)})
    groups = [(ALL, values), *((str(name), group) for name, group in values.groupby(by, observed=True, sort=True))]
    parts = []
    for name, group in groups:
        five = quartiles(group, [VALUE]).iloc[0]
        mean = means_by(group, [VALUE]).iloc[0]
        row = {GROUP: name, **{column: five[column] for column in (N, LOWEST, Q1, MEDIAN, Q3, HIGHEST)}}
        parts.append(row | {column: mean[column] for column in (MEAN, LOW, HIGH)})
    return pd.DataFrame(parts)


def as_numbers(found: pd.DataFrame) -> "pd.Series[float]":
    """The answers as numbers, NaN where none was given."""
    return pd.to_numeric(found[VALUE].where(found[STATE].isin(ANSWERED)), errors="coerce").astype(float)


def states(found: pd.DataFrame, by: str) -> pd.DataFrame:
    """How the question was left: one row for all and one per group: `group`, a share 0…1 per state, `n` (returns)."""
    groups = [(ALL, found), *((str(name), group) for name, group in found.groupby(by, observed=True, sort=True))]
    rows = []
    for name, group in groups:
        counts = group[STATE].value_counts()
        of = len(group)
        rows.append({GROUP: name, N: of} | {state: counts.get(state, 0) / of if of else np.nan for state in STATES})
    return pd.DataFrame(rows, columns=[GROUP, N, *STATES])
