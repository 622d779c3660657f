"""Soft checks: what looks odd in a return. They never block and never change a score (METHOD §1)."""

from survey.questionnaire.answers import Answers
from survey.questionnaire.document import Document, Question, SoftCheck
from survey.questionnaire.routing import Route, Truth, evaluate, route


def triggered_warnings(
    question: Question, document: Document, answers: Answers, population: int | None = None
) -> list[SoftCheck]:
    """The warnings of a question whose condition is true; unknown (also: unknown population) means no warning."""
    return _triggered(question, route(document, answers), population)


def all_warnings(document: Document, answers: Answers, population: int | None = None) -> dict[str, list[SoftCheck]]:
    """Question code → its triggered warnings; questions without one are left out."""
    way = route(document, answers)
    found = {question.code: _triggered(question, way, population) for question in document.questions}
    return {code: warnings for code, warnings in found.items() if warnings}


def _triggered(question: Question, way: Route, population: int | None) -> list[SoftCheck]:
    if way.truths[question.code] is not Truth.TRUE:
        return []
    context = {"population": population}
    return [warning for warning in question.warnings if evaluate(warning.when, way, context) is Truth.TRUE]
