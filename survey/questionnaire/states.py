"""What a return says about each question, and how far it has got."""

from dataclasses import dataclass
from enum import StrEnum

from survey.questionnaire.answers import DONT_KNOW, Answers
from survey.questionnaire.document import Document, Question
from survey.questionnaire.items import question_score
from survey.questionnaire.routing import Route, Truth, route


class AnswerState(StrEnum):
    ANSWERED = "answered"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Progress:
    """Numbers of questions of a section: shown, of these with an answer (don't know is one), required and open."""

    answered: int
    asked: int
    required_missing: int


def answer_states(document: Document, answers: Answers) -> dict[str, AnswerState]:
    """Question code → state, in the order of the document.

    NOT_ASKED: not shown, because its condition is false or cannot be decided yet. NOT_APPLICABLE: a scored question
    answered with a choice without a score ("does not apply to us").
    """
    way = route(document, answers)
    return {question.code: _state(question, way) for question in document.questions}


def _state(question: Question, way: Route) -> AnswerState:
    if way.truths[question.code] is not Truth.TRUE:
        return AnswerState.NOT_ASKED
    value = way.answers.get(question.code)
    if value is None:
        return AnswerState.UNANSWERED
    if value == DONT_KNOW:
        return AnswerState.DONT_KNOW
    if question.scored and question_score(question, value) is None:
        return AnswerState.NOT_APPLICABLE
    return AnswerState.ANSWERED


def missing_required(document: Document, answers: Answers) -> list[Question]:
    """Required questions that are shown and have no value, in order. Don't know is a value."""
    way = route(document, answers)
    return [question for question in document.questions if _is_required_and_open(question, way)]


def _is_required_and_open(question: Question, way: Route) -> bool:
    return question.required and way.truths[question.code] is Truth.TRUE and question.code not in way.answers


def progress(document: Document, answers: Answers) -> dict[str, Progress]:
    """Section code → progress, in the order of the document."""
    way = route(document, answers)
    return {section.code: _progress(section.questions, way) for section in document.sections}


def _progress(questions: tuple[Question, ...], way: Route) -> Progress:
    asked = [question for question in questions if way.truths[question.code] is Truth.TRUE]
    return Progress(
        answered=sum(question.code in way.answers for question in asked),
        asked=len(asked),
        required_missing=sum(_is_required_and_open(question, way) for question in asked),
    )
