"""Tags: pairs of maturity and priority, the sovereignty items, the rows of the table of applications."""

from collections.abc import Iterator

from survey.questionnaire.checks.draft import Draft, Finding, repeated
from survey.questionnaire.conditions import Place
from survey.questionnaire.document import Question, QuestionType

# What the columns of the table of applications mean (in operation, planned, interested, not planned); more may follow.
STATUS_CODES = ("OPER", "PLAN", "INTR", "NONE")


def tag_findings(draft: Draft) -> Iterator[Finding]:
    yield from _pairs(draft)
    for place, question in draft.questions:
        yield from _sovereignty((*place, "tags", "sovereignty"), question, draft)
        yield from _domain((*place, "tags", "domain"), question, draft)
    yield from _applications(draft)


def _pairs(draft: Draft) -> Iterator[Finding]:
    maturity = [(place, question) for place, question in draft.questions if "priority_pair" in question.tags]
    following = {
        first.code: second.code
        for first, second in zip(draft.placed, draft.placed[1:], strict=False)
        if first.section is second.section
    }
    for place, question in maturity:
        place = (*place, "tags", "priority_pair")
        if question.type is not QuestionType.SCALE:
            yield Finding(place, f"expected only on type scale, not on {question.type}")
        yield from _partner(place, question, following.get(question.code), draft)
    for position, pair in repeated([question.tags["priority_pair"] for _, question in maturity]):
        place = (*maturity[position][0], "tags", "priority_pair")
        yield Finding(place, f"expected a priority question of its own, {pair!r} is used by another pair")


def _partner(place: Place, question: Question, following: str | None, draft: Draft) -> Iterator[Finding]:
    pair = question.tags["priority_pair"]
    if pair in draft.unreadable:
        return
    types = {other.code: other.type for _, other in draft.questions}
    if types.get(pair) is not QuestionType.PRIORITY:
        yield Finding(place, f"expected the code of a priority question, got {pair!r}")
    elif following != pair:
        yield Finding(place, f"expected the question that follows directly in the same section, got {pair!r}")


def _sovereignty(place: Place, question: Question, draft: Draft) -> Iterator[Finding]:
    aim = question.tags.get("sovereignty")
    if aim is None or draft.tag_definitions is None:
        return
    aims = draft.tag_definitions.sovereignty.values
    if aim not in aims:
        yield Finding(place, f"expected an aim of tag_definitions ({', '.join(aims)}), got {aim!r}")
    if not question.scored:
        yield Finding(place, "expected only on scored questions")


def _domain(place: Place, question: Question, draft: Draft) -> Iterator[Finding]:
    domain = question.tags.get("domain")
    if "application" not in question.tags or draft.tag_definitions is None:
        return
    domains = draft.tag_definitions.application.domains
    if domain not in domains:
        yield Finding(place, f"expected a domain of tag_definitions ({', '.join(domains)}), got {domain!r}")


def _applications(draft: Draft) -> Iterator[Finding]:
    rows = [(place, question) for place, question in draft.questions if "application" in question.tags]
    for position, key in repeated([question.tags["application"] for _, question in rows]):
        place = (*rows[position][0], "tags", "application")
        yield Finding(place, f"expected a key used once, {key!r} occurs before")
    for place, question in rows:
        codes = tuple(choice.code for choice in question.choices)
        if codes[: len(STATUS_CODES)] != STATUS_CODES:
            expected = f"expected a list that begins with {', '.join(STATUS_CODES)} for an application"
            yield Finding((*place, "choices"), f"{expected}, got {', '.join(codes)}")
