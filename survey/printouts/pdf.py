"""A printout as a PDF that screen readers can read (PDF/UA-1)."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from survey.printouts.printout import Printout

TEMPLATES = Path(__file__).parent / "templates"
UNPRINTABLE = re.compile(r'the text `"(.*?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf_of(printout: Printout) -> bytes:
    """The PDF; the same printout gives the same bytes on every machine.

    Only the fonts inside the typst package are used. A character that none of them has, such as an emoji, would make
    the document invalid, so it is replaced by its number in brackets.
    """
    content = json.dumps(asdict(printout) | {"words": _words()}, default=str, ensure_ascii=False)
    try:
        return _compiled(content, printout)
    except typst.TypstError as error:
        unprintable = _unprintable(error.diagnostic)
        if not unprintable:
            raise
        return _compiled(content.translate(unprintable), printout)


def _words() -> dict[str, str]:
    """What the template writes itself; {page} and {pages} are filled in there."""
    return {
        "page": _("Page {page} of {pages}"),
        "contents": _("Contents"),
        "evidence": _("Evidence"),
        "question": _("Question"),
    }


def _compiled(content: str, printout: Printout) -> bytes:
    """What people typed travels as data: it is never read as markup, and no other file is within reach."""
    options: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": int(printout.at.timestamp())}
    return typst.compile(
        TEMPLATES / "printout.typ",
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"printout": content},
        **options,
    )


def _unprintable(diagnostic: str) -> dict[int, str]:
    """Characters that no font has → what stands for them; marks that join others are left out."""
    texts = [ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in UNPRINTABLE.findall(diagnostic)]
    characters = {character for text in texts for character in text if not character.isascii()}
    return {ord(character): f"[U+{ord(character):04X}]" if character.isprintable() else "" for character in characters}
