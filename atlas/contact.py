"""How far the contact with a municipality has got. Pure: DataFrame in, DataFrame out."""

import pandas as pd

from atlas.alphabet import alphabetical
from atlas.columns import AGS, DISTRICT, NAME, PARTICIPATED

PEOPLE = "people"
COORDINATION = "coordination"
HAS_BEEN_HERE = "has_been_here"
STARTED_AT = "started_at"
IS_PRESENTED = "is_presented"
ANSWERED = "answered"
LAST_AT = "last_at"
CONTACT = "contact"

NOBODY, INVITED, HERE, BEGUN, PRESENTED = STATES = ("nobody", "invited", "here", "begun", "presented")


def open_municipalities(standing: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Municipalities that have not handed in, with the state of the contact, by it and by name within districts.

    contacts: as from `frames.contacts`. Gives the columns of both and `contact`, ordered categories: `nobody` (no
    account), `invited` (an account, never logged in), `here` (logged in, nothing answered), `begun` (answers saved),
    `presented` (waits for its release).
    """
    found = standing[~standing[PARTICIPATED]].merge(contacts, on=AGS, how="left", validate="one_to_one")
    state = pd.Series(NOBODY, index=found.index, dtype=object)
    state = state.mask(found[PEOPLE] > 0, INVITED)
    state = state.mask(found[HAS_BEEN_HERE].eq(True), HERE)
    state = state.mask(found[ANSWERED] > 0, BEGUN)
    state = state.mask(found[IS_PRESENTED].eq(True), PRESENTED)
    found[CONTACT] = pd.Categorical(state, list(STATES), ordered=True)
    return found.sort_values([CONTACT, DISTRICT, NAME], key=alphabetical, kind="stable").reset_index(drop=True)
