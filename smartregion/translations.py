"""The translatable texts: found without system gettext, and checked to be all found and all translated.

Call `python -m smartregion.translations TEMPLATE CATALOG` with the texts extracted from the source and a catalogue.
"""

import ast
import io
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize


def extract_template(file: BinaryIO, keywords: Any, comment_tags: Collection[str], options: Any) -> Iterator[Any]:
    """Babel's extractor of Django templates.

    Django turns a template into Python-like calls, line by line; indentation left over would not be Python.
    """
    source = templatize(file.read().decode())
    lines = "\n".join(line.lstrip() for line in source.split("\n"))
    return extract_python(io.BytesIO(lines.encode()), keywords, comment_tags, options)


GETTEXT = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
ROOMS = ("smartregion", "survey", "atlas")


def lines_of_unseen_texts(source: str) -> list[int]:
    """Where a text to translate stands inside an f-string: before Python 3.12 the extractor does not look there."""
    return sorted(
        call.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in GETTEXT
    )


def unseen_texts(rooms: Iterable[Path]) -> list[str]:
    """The same for all modules of the rooms: file and line."""
    return [
        f"{path}:{line}"
        for room in rooms
        for path in sorted(room.rglob("*.py"))
        for line in lines_of_unseen_texts(path.read_text())
    ]


def untranslated(template: Catalog, catalog: Catalog) -> list[str]:
    """Texts of the source that have no, an empty, a doubtful or a wrongly formatted translation."""
    return [
        text
        for message in template
        if message.id and (text := first_form(message.id))
        if not is_done(message.id, catalog)
    ]


def first_form(identifier: str | tuple[str, ...] | list[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def is_done(identifier: str | tuple[str, ...] | list[str], catalog: Catalog) -> bool:
    message = catalog.get(first_form(identifier))
    if message is None or message.fuzzy:
        return False
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return strings != [] and all(strings) and not list(message.check(catalog))


def main(template: str, catalog: str) -> int:
    with Path(template).open("rb") as source, Path(catalog).open("rb") as target:
        missing = untranslated(read_po(source), read_po(target, locale="de"))
    unseen = unseen_texts(map(Path, ROOMS))
    for text in missing:
        print(f"{catalog}: not translated: {text!r}")
    for place in unseen:
        print(f"{place}: a text to translate inside an f-string is not found")
    return 1 if missing or unseen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
