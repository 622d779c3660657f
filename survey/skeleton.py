"""Pages that are mostly constant: rendered once with slots, filled for each request.

Laying out a section with crispy-forms takes tens of milliseconds, and of its result only the ticks, the typed values
and a few messages differ between two municipalities. So a section is rendered once per questionnaire, section and
language, with marks where something differs, and each request only joins the pieces.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

# Characters of the private use area: they cannot come from a questionnaire, and escaping leaves them alone.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


def slot(*names: str) -> SafeString:
    """The mark of a place to fill, to be written into a template."""
    return mark_safe(OPEN + ":".join(names) + CLOSE)  # noqa: S308 - names of slots are our own


@dataclass(frozen=True)
class Skeleton:
    """Constant pieces of HTML, and between each two of them the name of a slot."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> "Skeleton":
        parts = MARK.split(html)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """The page; `values` are HTML already, a slot without a value stays empty."""
        parts = [self.pieces[0]]
        for name, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += (values.get(name, ""), piece)
        return mark_safe("".join(parts))  # noqa: S308 - the callers escape what people typed
