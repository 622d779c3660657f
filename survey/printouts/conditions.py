"""The routing of the questionnaire in words: who has to answer which question on paper."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from survey.questionnaire.conditions import AllOf, AnswerIs, AnyOf, Condition, ContextIs, Operator
from survey.questionnaire.document import Document, Question, QuestionType, translated

PHRASES = {
    Operator.EQ: gettext_lazy("question %(question)s is answered with %(answer)s"),
    Operator.NE: gettext_lazy("question %(question)s is answered, but not with %(answer)s"),
    Operator.GT: gettext_lazy("the answer to question %(question)s is above %(answer)s"),
    Operator.GTE: gettext_lazy("the answer to question %(question)s is %(answer)s or more"),
    Operator.LT: gettext_lazy("the answer to question %(question)s is below %(answer)s"),
    Operator.LTE: gettext_lazy("the answer to question %(question)s is %(answer)s or less"),
    Operator.IN: gettext_lazy("question %(question)s is answered with %(answer)s"),
    Operator.NOT_IN: gettext_lazy("question %(question)s is answered, but not with %(answer)s"),
    Operator.CONTAINS: gettext_lazy("question %(question)s is answered with %(answer)s"),
    Operator.NOT_CONTAINS: gettext_lazy("question %(question)s is answered, but not with %(answer)s"),
    Operator.ANSWERED: gettext_lazy("question %(question)s is answered"),
}
PHRASES_OF_SEVERAL = {
    Operator.EQ: gettext_lazy("at least one of the questions %(questions)s is answered with %(answer)s"),
    Operator.IN: gettext_lazy("at least one of the questions %(questions)s is answered with %(answer)s"),
    Operator.CONTAINS: gettext_lazy("at least one of the questions %(questions)s is answered with %(answer)s"),
    Operator.ANSWERED: gettext_lazy("at least one of the questions %(questions)s is answered"),
}


def condition_text(document: Document, condition: Condition) -> str:
    """A condition as part of a sentence, such as "question A-01 is answered with “Yes”"."""
    if isinstance(condition, AnswerIs):
        return _comparison(document, condition)
    if isinstance(condition, AnyOf):
        return _alike(document, condition.any) or _joined(document, condition.any, _("or"))
    if isinstance(condition, AllOf):
        return _joined(document, condition.all, _("and"))
    raise ValueError(f"{condition.context} is known in warnings only, not in the routing")


def _comparison(document: Document, condition: AnswerIs) -> str:
    answer = answer_in_quotes(document.question(condition.code), condition)
    return str(PHRASES[condition.op]) % {"question": condition.code, "answer": answer}


def _joined(document: Document, parts: Sequence[Condition], word: str) -> str:
    texts = [condition_text(document, part) for part in parts]
    if len(texts) == 1:
        return texts[0]
    grouped = [
        f"({text})" if isinstance(part, AllOf | AnyOf) else text for part, text in zip(parts, texts, strict=True)
    ]
    return f" {word} ".join(grouped)


def _alike(document: Document, parts: Sequence[Condition]) -> str:
    """One phrase for the same comparison of several questions with the same choices; empty if they differ."""
    leaves = [part for part in parts if isinstance(part, AnswerIs)]
    if len(leaves) < max(2, len(parts)):
        return ""
    answers = {(leaf.op, answer_in_quotes(document.question(leaf.code), leaf)) for leaf in leaves}
    operator, answer = next(iter(answers))
    if len(answers) > 1 or operator not in PHRASES_OF_SEVERAL:
        return ""
    questions = codes_in_words(document, [leaf.code for leaf in leaves])
    return str(PHRASES_OF_SEVERAL[operator]) % {"questions": questions, "answer": answer}


def answer_in_quotes(question: Question, condition: AnswerIs | ContextIs) -> str:
    """The answers that a comparison names: labels in quotes, numbers with their unit."""
    if condition.value is None:
        return ""
    language = get_language() or "de"
    if question.type is QuestionType.NUMBER:
        return f"{number_format(condition.value, use_l10n=True)} {translated(question, 'unit', language)}"
    codes = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    labels = [
        _("“%(name)s”") % {"name": _plain(translated(question.choice(code), "label", language))} for code in codes
    ]
    separator = _("or")
    return f" {separator} ".join(labels)


def _plain(label: str) -> str:
    """Without the full stop of a label that is a sentence."""
    return label.removesuffix(".")


def codes_in_words(document: Document, codes: Sequence[str]) -> str:
    """ "A-01, A-02", and from three questions that follow each other "A-01 to A-03"."""
    order = [question.code for question in document.questions]
    first = order.index(codes[0])
    if len(codes) > 2 and order[first : first + len(codes)] == list(codes):
        return _("%(first)s to %(last)s") % {"first": codes[0], "last": codes[-1]}
    return ", ".join(codes)
