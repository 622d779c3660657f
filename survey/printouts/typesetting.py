"""Data and a template of typst → a PDF that screen readers can read (PDF/UA-1)."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.http import HttpResponse

UNPRINTABLE = re.compile(r'the text `"(.*?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(template: Path, content: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF; the same content gives the same bytes on every machine.

    The template finds the content as JSON under its own name in `sys.inputs`. Only the fonts inside the typst package
    are used. A character that none of them has, such as an emoji, would make the document invalid, so it is replaced by
    its number in brackets.
    """
    text = json.dumps(content, default=str, ensure_ascii=False)
    try:
        return _compiled(template, text, at)
    except typst.TypstError as error:
        unprintable = _unprintable(error.diagnostic)
        if not unprintable:
            raise
        return _compiled(template, text.translate(unprintable), at)


def measured(template: Path, content: Mapping[str, Any]) -> Any:
    """What the template tells of its layout, under the label <measured>."""
    found = typst.query(
        template,
        "<measured>",
        field="value",
        one=True,
        root=template.parent,
        ignore_system_fonts=True,
        sys_inputs={template.stem: json.dumps(content, default=str, ensure_ascii=False)},
    )
    return json.loads(found)


def _compiled(template: Path, content: str, at: datetime) -> bytes:
    """What people typed travels as data: it is never read as markup, and no other file is within reach."""
    options: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": int(at.timestamp())}
    return typst.compile(
        template,
        root=template.parent,
        ignore_system_fonts=True,
        sys_inputs={template.stem: content},
        **options,
    )


def _unprintable(diagnostic: str) -> dict[int, str]:
    """Characters that no font has → what stands for them; marks that join others are left out."""
    texts = [ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in UNPRINTABLE.findall(diagnostic)]
    characters = {character for text in texts for character in text if not character.isascii()}
    return {ord(character): f"[U+{ord(character):04X}]" if character.isprintable() else "" for character in characters}


def pdf_reply(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser; saved under a name that says what it is."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
