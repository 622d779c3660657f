"""Units as people write them beside a number."""

import re
from collections.abc import Iterable

# Each group is one unit; a question's unit brings all the spellings of its group along.
_SPELLINGS = (
    frozenset({"€", "eur", "euro", "euros"}),
    frozenset({"%", "prozent", "percent", "per cent"}),
    frozenset(
        {"vzä", "vollzeitäquivalent", "vollzeitäquivalente", "stelle", "stellen"}
        | {"fte", "full-time equivalent", "full-time equivalents", "post", "posts"}
    ),
)


def without_unit(text: str, units: Iterable[str]) -> str:
    """The text without one of these units before or behind it; another unit stays, as it may mean another number."""
    own = {unit.casefold() for unit in units}
    known = own.union(*(group for group in _SPELLINGS if group & own))
    if not known:
        return text
    unit = "|".join(re.escape(spelling) for spelling in sorted(known, key=len, reverse=True))
    return re.sub(rf"^(?:{unit})\s*(?=[-+−0-9])|(?<=[0-9])\s*(?:{unit})$", "", text, count=1, flags=re.IGNORECASE)
