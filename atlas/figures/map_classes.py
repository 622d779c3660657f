"""What the colours of a map stand for: a level, or one of the two kinds of no level."""

from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from atlas.columns import LEVEL, NO_RETURN, NO_VALUE, PARTICIPATED
from atlas.edition import Edition


def of(standing: pd.DataFrame) -> pd.Series:
    """The class of each municipality (needs `level`, `participated`): a level's code, `no_value` or `no_return`."""
    levels = standing[LEVEL].astype(object)
    return levels.where(levels.notna(), NO_VALUE).where(standing[PARTICIPATED], NO_RETURN)


def names(edition: Edition) -> dict[str, str]:
    """Classes in the order of the legend."""
    return {**{band.code: band.name for band in edition.bands}, NO_VALUE: _("No value"), NO_RETURN: _("No return")}


def legend() -> dict[str, Any]:
    still = {"itemclick": False, "itemdoubleclick": False, "traceorder": "normal"}
    return {"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top", "font": {"size": 12}, **still}
