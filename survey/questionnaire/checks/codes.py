"""Question codes: the code of the section and a running number, each used once."""

import re
from collections.abc import Iterator

from survey.questionnaire.checks.draft import Draft, Finding, Placed


def code_findings(draft: Draft) -> Iterator[Finding]:
    seen: set[str] = set()
    previous: Placed | None = None
    for entry in draft.placed:
        if entry.code is None:
            previous = None  # its shape was reported; the next number cannot be judged
            continue
        expected = _mistake(entry, entry.code, previous, seen)
        if expected:
            yield Finding((*entry.place, "code"), expected)
        seen.add(entry.code)
        previous = entry


def _mistake(entry: Placed, code: str, previous: Placed | None, seen: set[str]) -> str | None:
    prefix = entry.section.get("code")
    if code in seen:
        return f"expected a code used once, {code!r} occurs before"
    if isinstance(prefix, str) and not re.fullmatch(rf"{re.escape(prefix)}-[0-9]{{2}}", code):
        return f"expected a code that fits the section, {prefix}- and two digits, got {code!r}"
    if previous is None or previous.section is not entry.section or not previous.code:
        return None
    number, last = code[-2:], previous.code[-2:]
    if number.isdigit() and last.isdigit() and int(number) != int(last) + 1:
        return f"expected consecutive codes, {prefix}-{int(last) + 1:02} after {previous.code}, got {code!r}"
    return None
