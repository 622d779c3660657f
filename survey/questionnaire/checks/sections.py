"""Sections: unique names, at least one question, and publication rules that their questions follow."""

from collections.abc import Iterator

from survey.questionnaire.checks.draft import Draft, Finding, repeated


def section_findings(draft: Draft) -> Iterator[Finding]:
    if not draft.sections:
        yield Finding(("sections",), "expected at least one section")
    for key in ("slug", "code", "title"):
        for position, value in repeated([section.get(key) for _, section in draft.sections]):
            place = draft.sections[position][0]
            yield Finding((*place, key), f"expected a {key} used once, {value!r} occurs before")
    for place, section in draft.sections:
        if section.get("questions") == []:
            yield Finding((*place, "questions"), "expected at least one question")
    yield from _visibility(draft)


def _visibility(draft: Draft) -> Iterator[Finding]:
    for place, section, _, question in draft.placed:
        if question and section.get("visibility") == "aggregate" and question.visibility != "aggregate":
            expected = "expected 'aggregate', because the whole section is published in aggregates only"
            yield Finding((*place, "visibility"), f"{expected}, got {question.visibility!r}")
