"""Questions of a document in the words of the page's language."""

from django.utils.translation import get_language

from atlas.inquiry import Inquiry
from survey.questionnaire.document import CHOICE_TYPES, STEP_TYPES, Document, Question, QuestionType, translated


def inquiry_of(document: Document, code: str) -> Inquiry:
    """Raises KeyError if there is no such question."""
    question, section, language = document.question(code), document.section_of(code), get_language() or "de"
    return Inquiry(
        code=code,
        kind=_kind(question),
        text=translated(question, "text", language),
        help=translated(question, "help", language),
        section=translated(section, "title", language),
        choices={choice.code: translated(choice, "label", language) for choice in question.choices},
        is_ordered=question.type in STEP_TYPES,
        unit=translated(question, "unit", language) if question.unit else "",
        is_kept_back="aggregate" in (question.visibility, section.visibility),
    )


def _kind(question: Question) -> str:
    if question.type is QuestionType.MULTIPLE:
        return "choices"
    if question.type in CHOICE_TYPES:
        return "choice"
    return "number" if question.type is QuestionType.NUMBER else "text"
