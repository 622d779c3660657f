"""What an earlier wave still tells: answers to questions whose meaning has not changed since."""

from enum import StrEnum

from survey.questionnaire.answers import DONT_KNOW, Answers, Value, check
from survey.questionnaire.document import Document, Question
from survey.questionnaire.refusals import InvalidAnswer


def offers(before: Document, answers: Answers, now: Document) -> dict[str, Value]:
    """Answers to `before` that are valid answers to `now`, by question, in the order of `now`.

    "Don't know" is not among them: what nobody knew then may be known today, and one click must not hide that.
    """
    earlier = {question.code: _meaning(before, question) for question in before.questions}
    offered: dict[str, Value] = {}
    for question in now.questions:
        if earlier.get(question.code) == _meaning(now, question):
            value = _still_valid(question, answers.get(question.code))
            if value is not None and value != DONT_KNOW:
                offered[question.code] = value
    return offered


def _meaning(document: Document, question: Question) -> tuple[object, ...]:
    """All that an answer to the question depends on.

    The questionnaire is agreed on in German, so the English text does not count; neither does the help, who is asked
    (conditions), or what is made of the answer (weights, scores).
    """
    # A row of the inventory names an application only; what is asked about it stands above all rows.
    heading = document.tag_definitions.application.prompt if "application" in question.tags else ""
    choices = {choice.code: (choice.label, choice.exclusive) for choice in question.choices}
    bounds = (question.min, question.max, question.step, question.max_choices)
    return (question.type, heading, question.text, question.unit, *bounds, choices)


def _still_valid(question: Question, value: Value | None) -> Value | None:
    try:
        return check(question, value)
    except InvalidAnswer:
        return None


class Continuity(StrEnum):
    """What became of a scored question between two questionnaires."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"  # in wording, choices, scoring or routing: a break
    NEW = "new"
    DROPPED = "dropped"


def continuity(before: Document, now: Document) -> dict[str, Continuity]:
    """Code of every scored question of either → what became of it; those of `now` first, each in its order.

    Weights do not matter: whoever compares takes the same for both.
    """
    earlier = {question.code: _measure(before, question) for question in before.scored_questions}
    found = {}
    for question in now.scored_questions:
        if question.code not in earlier:
            found[question.code] = Continuity.NEW
        elif earlier[question.code] == _measure(now, question):
            found[question.code] = Continuity.UNCHANGED
        else:
            found[question.code] = Continuity.CHANGED
    return found | {code: Continuity.DROPPED for code in earlier if code not in found}


def _measure(document: Document, question: Question) -> tuple[object, ...]:
    """All that the score of a question depends on: its meaning, who is asked, and what is made of the answer."""
    scores = (question.scores, question.breakpoints, question.multi_score, question.hidden_score)
    return (*_meaning(document, question), question.show_if, *scores)
