"""Questions of a return, found by their code or by words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from survey.questionnaire.document import Document, Question, Section, translated
from survey.questionnaire.shapes import Shape
from survey.typed import TypedLine

MAX_LENGTH = 100


class FindForm(forms.Form):
    q = TypedLine(
        label=_("Find a question"),
        max_length=MAX_LENGTH,
        error_messages={"required": _("Please enter a word or the code of a question.")},
    )


@dataclass(frozen=True)
class Found:
    section: Section
    questions: list[Question]


def question_by_code(document: Document, code: str) -> Question | None:
    """In whatever letter case, with or without the hyphen."""
    wanted = _folded(code)
    return next((question for question in document.questions if _folded(question.code) == wanted), None)


def _folded(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def find_questions(document: Document, words: str) -> list[Found]:
    """Those that hold all the words in what is read of them, by section."""
    wanted = words.casefold().split()
    found = [
        Found(section, [q for q in section.questions if _holds(document, q, wanted)]) for section in document.sections
    ]
    return [part for part in found if part.questions]


def _holds(document: Document, question: Question, words: list[str]) -> bool:
    text = " ".join(_texts(document, question)).casefold()
    return all(word in text for word in words)


def _texts(document: Document, question: Question) -> Iterator[str]:
    """In the language of the page, without soft hyphens, which nobody types."""
    language = get_language() or "de"

    def read(part: Shape, name: str) -> str:
        return translated(part, name, language).replace("\u00ad", "")

    yield question.code
    yield read(question, "text")
    yield read(question, "help")
    for choice in question.choices:
        yield read(choice, "label")
