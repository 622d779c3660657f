"""All answers of an invented return, in the order in which a person would give them."""

from dataclasses import dataclass
from random import Random

from survey.questionnaire.answers import DONT_KNOW, Value, check
from survey.questionnaire.document import Document, Question, QuestionType
from survey.questionnaire.items import question_score
from survey.questionnaire.routing import Route, Truth, choice_is_offered, evaluate
from survey.synthetic.tendencies import Profile, Tendencies, happens
from survey.synthetic.values import Draw, draw_value

SECOND_THOUGHTS = 4  # how often an answer with a warning is thought over at most


@dataclass(frozen=True)
class Habits:
    """Probabilities: of answering a voluntary question, and of keeping an answer that brings a warning."""

    answers_optional: float = 0.6
    keeps_odd_answer: float = 0.15


def invent_answers(
    document: Document, profile: Profile, tendencies: Tendencies, rng: Random, habits: Habits = Habits()
) -> dict[str, Value]:
    """Valid answers to exactly the questions that the earlier answers lead to, all required ones among them."""
    truths: dict[str, Truth] = {}
    answers: dict[str, Value] = {}
    way = Route(truths, answers)
    pairs = {question.tags.get("priority_pair"): question for question in document.questions}
    for section in document.sections:
        for question in section.questions:
            truths[question.code] = Truth.TRUE if question.show_if is None else evaluate(question.show_if, way)
            if truths[question.code] is not Truth.TRUE:
                continue
            paired_score = _score(pairs.get(question.code), answers)
            choices = [choice for choice in question.choices if choice_is_offered(choice, way)]
            draw = Draw(question, choices, section.code, profile, tendencies, paired_score, rng)
            value = _considered(draw, way, answers, habits)
            if value is not None:
                answers[question.code] = value
    return answers


def _score(question: Question | None, answers: dict[str, Value]) -> float | None:
    """Score (0–1) of an answer already given."""
    if question is None or answers.get(question.code, DONT_KNOW) == DONT_KNOW:
        return None
    return question_score(question, answers[question.code])


def _considered(draw: Draw, way: Route, answers: dict[str, Value], habits: Habits) -> Value | None:
    """An answer, "don't know", or nothing where that is allowed; most answers that look odd are corrected."""
    question, rng = draw.question, draw.rng
    if not question.required and not happens(habits.answers_optional, rng):
        return None
    # Numbers have to be looked up: people know them less often.
    doubt = draw.profile.doubt * (2 if question.type is QuestionType.NUMBER else 1)
    if question.dont_know and happens(doubt, rng):
        return DONT_KNOW
    value = check(question, draw_value(draw))
    for _ in range(SECOND_THOUGHTS):
        if value is None or not _looks_odd(question, value, way, answers, draw.profile.town.population):
            break
        if happens(habits.keeps_odd_answer, rng):
            break
        value = check(question, draw_value(draw))
    return value


def _looks_odd(question: Question, value: Value, way: Route, answers: dict[str, Value], population: int) -> bool:
    if not question.warnings:
        return False
    tried = Route(way.truths, answers | {question.code: value})
    context = {"population": population}
    return any(evaluate(warning.when, tried, context) is Truth.TRUE for warning in question.warnings)
