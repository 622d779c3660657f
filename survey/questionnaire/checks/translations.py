"""Texts that were copied instead of translated. (A translation that is missing is a matter of shape.)"""

from collections.abc import Iterator
from typing import Any

from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.conditions import Place


def translation_findings(draft: Draft) -> Iterator[Finding]:
    yield from _copied(draft.raw, ())


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
