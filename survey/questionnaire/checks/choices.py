"""Choices: which question types have them, and what each type demands of them."""

from collections.abc import Iterator

from survey.questionnaire.checks.draft import Draft, Finding, repeated
from survey.questionnaire.conditions import Place
from survey.questionnaire.document import CHOICE_TYPES, Question, QuestionType

# The codes of these types are part of their meaning: steps are stored as numbers, yes and no are compared by code.
FIXED_CODES = {
    QuestionType.SCALE: ("0", "1", "2", "3", "4"),
    QuestionType.PRIORITY: ("1", "2", "3", "4", "5"),
    QuestionType.BOOLEAN: ("yes", "no"),
}


def choice_findings(draft: Draft) -> Iterator[Finding]:
    for place, question in draft.questions:
        if question.type not in CHOICE_TYPES:
            if question.choices:
                yield Finding((*place, "choices"), f"expected no choices for the type {question.type}")
            continue
        if len(question.choices) < 2:
            yield Finding((*place, "choices"), f"expected at least two choices for the type {question.type}")
            continue
        yield from _codes(place, question)
        yield from _labels(place, question)
        yield from _exclusive(place, question)
        yield from _limit(place, question)


def _codes(place: Place, question: Question) -> Iterator[Finding]:
    codes = [choice.code for choice in question.choices]
    for position, code in repeated(codes):
        yield Finding((*place, "choices", position, "code"), f"expected a code used once, {code!r} occurs before")
    fixed = FIXED_CODES.get(question.type)
    if fixed and tuple(codes) != fixed:
        expected = f"expected the codes {', '.join(fixed)} in this order for the type {question.type}"
        yield Finding((*place, "choices"), f"{expected}, got {', '.join(codes)}")


def _labels(place: Place, question: Question) -> Iterator[Finding]:
    for key in ("label", "label_en"):
        for position, label in repeated([getattr(choice, key) for choice in question.choices]):
            yield Finding((*place, "choices", position, key), f"expected a {key} used once, {label!r} occurs before")


def _exclusive(place: Place, question: Question) -> Iterator[Finding]:
    exclusive = [position for position, choice in enumerate(question.choices) if choice.exclusive]
    if question.type is not QuestionType.MULTIPLE:
        for position in exclusive:
            yield Finding(
                (*place, "choices", position, "exclusive"), f"expected only on type multiple, not on {question.type}"
            )
    elif len(exclusive) != 1:
        yield Finding((*place, "choices"), f"expected exactly one exclusive choice, got {len(exclusive)}")
    elif question.choices[exclusive[0]].score not in (0, None):
        score = question.choices[exclusive[0]].score
        expected = f"expected 0 or null for the exclusive choice, got {score}"
        yield Finding((*place, "choices", exclusive[0], "score"), expected)


def _limit(place: Place, question: Question) -> Iterator[Finding]:
    limit, most = question.max_choices, len(question.choices) - 1
    if limit is None:
        return
    if question.type is not QuestionType.MULTIPLE:
        yield Finding((*place, "max_choices"), f"expected only on type multiple, not on {question.type}")
    elif not 2 <= limit <= most:
        yield Finding((*place, "max_choices"), f"expected a number from 2 to {most} (not all choices), got {limit}")
