"""Pages of a document as people write them: "12", "S. 12", "12-14", "Seiten 12 bis 14"."""

import re

from survey.questionnaire.numbers import visible

LAST = 9999
_PAGES = re.compile(
    r"(?:(?:seiten?|pages?|s|pp?)\b\.?\s*)?([0-9]{1,4})(?:\s*(?:[-–—−]|bis|to)\s*([0-9]{1,4}))?", re.IGNORECASE
)


def parse_pages(text: str) -> tuple[int, int | None]:
    """The page, and the last one of several. Raises ValueError."""
    found = _PAGES.fullmatch(visible(text[:100]))
    if found is None:
        raise ValueError(text)
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last:
        raise ValueError(text)
    return first, last if last > first else None


def pages_text(first: int, last: int | None) -> str:
    return f"{first}–{last}" if last else str(first)
