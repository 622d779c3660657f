"""Texts that were copied instead of translated, and short names that have one language only.

(A translation that is missing elsewhere is a matter of shape.)
"""

from collections.abc import Iterator, Mapping
from typing import Any

from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.conditions import Place


def translation_findings(draft: Draft) -> Iterator[Finding]:
    yield from _copied(draft.raw, ())
    for place, section in draft.sections:
        yield from _halved(section, place)
    for placed in draft.placed:
        if placed.question is not None:
            yield from _halved(placed.question.model_dump(include={*SHORT_NAME}), placed.place)


SHORT_NAME = ("short", "short_en")


def _halved(part: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    """A short name may be left out, but in both languages."""
    given, missing = ([key for key in SHORT_NAME if (part.get(key) is None) is absent] for absent in (False, True))
    if given and missing:
        yield Finding((*place, missing[0]), f"expected a value beside '{given[0]}', which names the part in charts")


def _copied(part: Any, place: Place) -> Iterator[Finding]:
    if isinstance(part, dict):
        for key, value in part.items():
            if _is_copied(value, part.get(f"{key}_en")):
                yield Finding((*place, f"{key}_en"), f"expected an English translation, got the German text of '{key}'")
            yield from _copied(value, (*place, key))
    elif isinstance(part, list):
        for position, value in enumerate(part):
            yield from _copied(value, (*place, position))


def _is_copied(german: object, english: object) -> bool:
    """Single words ("Parken", "Software", "%") may well be the same in both languages; sentences may not."""
    if not isinstance(german, str) or not isinstance(english, str):
        return False
    return german.strip() == english.strip() and " " in english.strip()
