"""The inventory of smart applications: what runs where, who would share, who seeks partners. Pure."""

from collections.abc import Mapping, Sequence

import pandas as pd

from atlas.columns import AGS, NAME, PARTICIPATED, QUESTION, STATE, VALUE, N
from survey.alphabet import sort_key

APPLICATION = "application"  # the code of the question
RUNNING = "running"
SHARING = "sharing"
SEEKING = "seeking"


def statuses(standing: pd.DataFrame, answers: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Those that handed in, with the chosen status of each application in a column of its code; None if left open.

    answers: `ags`, `question`, `state`, `value` of these questions. "Does not apply" is a status like others.
    """
    found = standing[standing[PARTICIPATED]].copy()
    given = answers[answers[STATE].isin(["answered", "not_applicable"])]
    own = given.pivot(index=AGS, columns=QUESTION, values=VALUE).reindex(found[AGS])
    for code in codes:
        values = own[code].tolist() if code in own else [None] * len(own)
        found[code] = pd.Series([value if isinstance(value, str) else None for value in values], found.index, object)
    return found


def status_counts(found: pd.DataFrame, codes: Sequence[str], status: str, by: str) -> pd.DataFrame:
    """How many of each group have the application in this status: `by`, `application`, `n`, `of` (gave a status).

    found: as from `statuses`. Groups in the order of the column `by`, applications in the order given.
    """
    parts = []
    for value, group in found.groupby(by, observed=True, sort=True):
        for code in codes:
            parts.append([value, code, int((group[code] == status).sum()), int(group[code].notna().sum())])
    return pd.DataFrame(parts, columns=[by, APPLICATION, N, "of"])


def partners(
    found: pd.DataFrame,
    offers: pd.DataFrame,
    codes: Sequence[str],
    *,
    share: Mapping[tuple[str, str], str],
    seek: Mapping[tuple[str, str], str],
    running_status: str,
) -> pd.DataFrame:
    """Who has, who would share and who seeks a partner: one row per application, names in alphabetical order.

    found: as from `statuses`. offers: answers (`ags`, `question`, `state`, `value`) to the questions on sharing and
    seeking; share, seek: question and choice → the application it means. Gives: `application`, `running`, `sharing`,
    `seeking`: lists of `ags`.
    """
    names = found.set_index(AGS)[NAME]
    given = offers[(offers[STATE] == "answered") & offers[AGS].isin(names.index)]
    lists: dict[tuple[str, str], list[str]] = {}
    for ags, question, ticks in zip(given[AGS], given[QUESTION], given[VALUE], strict=True):
        for tick in ticks:
            for kind, choices in ((SHARING, share), (SEEKING, seek)):
                if (question, tick) in choices:
                    lists.setdefault((kind, choices[question, tick]), []).append(ags)

    def named(keys: Sequence[str]) -> list[str]:
        return sorted(set(keys), key=lambda ags: (sort_key(names[ags]), ags))

    rows = [
        {
            APPLICATION: code,
            RUNNING: named(found.loc[found[code] == running_status, AGS].tolist()),
            SHARING: named(lists.get((SHARING, code), [])),
            SEEKING: named(lists.get((SEEKING, code), [])),
        }
        for code in codes
    ]
    return pd.DataFrame(rows, columns=[APPLICATION, RUNNING, SHARING, SEEKING])
