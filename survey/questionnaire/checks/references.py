"""References: conditions and `ref` lead to earlier questions and compare what these questions can answer."""

from collections.abc import Iterator

from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.conditions import AllOf, AnswerIs, AnyOf, Condition, ContextIs, Operator, Place, leaves
from survey.questionnaire.document import STEP_TYPES, Question, QuestionType
from survey.questionnaire.shapes import is_number, shown_value

ORDERED = frozenset({Operator.EQ, Operator.NE, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE})
LISTED = frozenset({Operator.IN, Operator.NOT_IN})
ANSWERED = frozenset({Operator.ANSWERED})
OPERATORS = {
    QuestionType.SINGLE: frozenset({Operator.EQ, Operator.NE}) | LISTED | ANSWERED,
    QuestionType.BOOLEAN: frozenset({Operator.EQ, Operator.NE}) | ANSWERED,
    QuestionType.MULTIPLE: frozenset({Operator.CONTAINS, Operator.NOT_CONTAINS}) | ANSWERED,
    QuestionType.SCALE: ORDERED | LISTED | ANSWERED,
    QuestionType.PRIORITY: ORDERED | LISTED | ANSWERED,
    QuestionType.NUMBER: ORDERED | ANSWERED,
    QuestionType.TEXT: ANSWERED,
    QuestionType.URL: ANSWERED,
}


class References:
    """Judges the references of one question after another; knows which questions came before."""

    def __init__(self, draft: Draft) -> None:
        self.unreadable = draft.unreadable
        self.later = {question.code for _, question in draft.questions}
        self.earlier: dict[str, Question] = {}

    def findings(self, place: Place, question: Question) -> Iterator[Finding]:
        """The findings of a question; from then on it counts as an earlier one."""
        if question.show_if is not None:
            yield from self._routing((*place, "show_if"), question.show_if)
        for position, choice in enumerate(question.choices):
            here = (*place, "choices", position)
            if choice.show_if is not None:
                yield from self._routing((*here, "show_if"), choice.show_if)
            if choice.ref is not None and choice.ref not in self.earlier and choice.ref not in self.unreadable:
                yield Finding((*here, "ref"), self._not_earlier(choice.ref))
        self.earlier[question.code] = question
        for position, warning in enumerate(question.warnings):
            yield from self._warning((*place, "warnings", position, "when"), question, warning.when)

    def _routing(self, place: Place, condition: Condition) -> Iterator[Finding]:
        yield from _empty_groups(place, condition)
        for inner, leaf in leaves(condition):
            if isinstance(leaf, ContextIs):
                expected = f"expected a condition on an answer: {leaf.context} is known in warnings only"
                yield Finding((*place, *inner, "context"), expected)
            else:
                yield from self._comparison((*place, *inner), leaf)

    def _warning(self, place: Place, question: Question, condition: Condition) -> Iterator[Finding]:
        yield from _empty_groups(place, condition)
        found = list(leaves(condition))
        for inner, leaf in found:
            if isinstance(leaf, ContextIs):
                yield from _context((*place, *inner), leaf)
            else:
                yield from self._comparison((*place, *inner), leaf)
        if not any(isinstance(leaf, AnswerIs) and leaf.code == question.code for _, leaf in found):
            yield Finding(place, f"expected a condition that refers to its own question {question.code}")

    def _comparison(self, place: Place, leaf: AnswerIs) -> Iterator[Finding]:
        if leaf.code in self.unreadable:
            return
        question = self.earlier.get(leaf.code)
        if question is None:
            yield Finding((*place, "code"), self._not_earlier(leaf.code))
        elif leaf.op not in OPERATORS[question.type]:
            allowed = ", ".join(sorted(OPERATORS[question.type]))
            expected = f"expected an operator for type {question.type} ({allowed}), got '{leaf.op}'"
            yield Finding((*place, "op"), expected)
        else:
            yield from _operand((*place, "value"), leaf, question)

    def _not_earlier(self, code: str) -> str:
        known = "this question or one that comes later" if code in self.later else "no question of the document"
        return f"expected the code of an earlier question, got {code!r} ({known})"


def reference_findings(draft: Draft) -> Iterator[Finding]:
    references = References(draft)
    for place, question in draft.questions:
        yield from references.findings(place, question)


def _empty_groups(place: Place, condition: Condition) -> Iterator[Finding]:
    if not isinstance(condition, AllOf | AnyOf):
        return
    key, parts = ("all", condition.all) if isinstance(condition, AllOf) else ("any", condition.any)
    if not parts:
        yield Finding((*place, key), "expected a list of at least one condition")
    for position, part in enumerate(parts):
        yield from _empty_groups((*place, key, position), part)


def _context(place: Place, leaf: ContextIs) -> Iterator[Finding]:
    if leaf.op not in ORDERED:
        expected = f"expected an operator for numbers ({', '.join(sorted(ORDERED))}), got '{leaf.op}'"
        yield Finding((*place, "op"), expected)
    if not is_number(leaf.value):
        yield Finding((*place, "value"), f"expected a number, got {shown_value(leaf.value)}")


def _operand(place: Place, leaf: AnswerIs, question: Question) -> Iterator[Finding]:
    if leaf.op is Operator.ANSWERED:
        return
    if leaf.op not in LISTED:
        if mistake := _mistake(leaf.value, question):
            yield Finding(place, mistake)
    elif not isinstance(leaf.value, tuple) or not leaf.value:
        yield Finding(place, f"expected a list of at least one value for '{leaf.op}', got {shown_value(leaf.value)}")
    else:
        for position, value in enumerate(leaf.value):
            if mistake := _mistake(value, question):
                yield Finding((*place, position), mistake)


def _mistake(value: object, question: Question) -> str | None:
    got = shown_value(value)
    if question.type in STEP_TYPES:
        steps = [choice.code for choice in question.choices]
        is_step = isinstance(value, int) and not isinstance(value, bool) and str(value) in steps
        return None if is_step else f"expected a step of {question.code} ({', '.join(steps)}), got {got}"
    if question.type is QuestionType.NUMBER:
        return _number_mistake(value, question, got)
    codes = [choice.code for choice in question.choices]
    return None if value in codes else f"expected a choice of {question.code} ({', '.join(codes)}), got {got}"


def _number_mistake(value: object, question: Question, got: str) -> str | None:
    lowest, highest = question.min, question.max
    if not isinstance(value, int | float) or not is_number(value):
        return f"expected a number, got {got}"
    if lowest is None or highest is None or lowest <= value <= highest:
        return None
    return f"expected a number within the range of {question.code} ({lowest} to {highest}), got {got}"
