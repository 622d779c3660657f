"""What an earlier wave still tells: answers to questions whose meaning has not changed since."""

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
