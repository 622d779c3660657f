"""An invented questionnaire of an earlier wave, in which some questions were worded otherwise."""

from survey.questionnaire.document import Document, Question, Section


def predecessor(document: Document, slug: str) -> Document:
    """The document as it may have been before: in each section the last question that everybody is asked had other
    words, so that its answers cannot be compared; all others are the same.
    """
    head = document.questionnaire.model_copy(update={"slug": slug, "version": "1"})
    sections = tuple(_before(section) for section in document.sections)
    changed = document.model_copy(update={"questionnaire": head, "sections": sections})
    return Document.model_validate(changed.model_dump())  # a copy alone would keep what is cached of the original


def _before(section: Section) -> Section:
    asked = [question for question in section.scored_questions if not question.tags and question.show_if is None]
    questions = [_reworded(question) if question in asked[-1:] else question for question in section.questions]
    return section.model_copy(update={"questions": tuple(questions)})


def _reworded(question: Question) -> Question:
    words = {
        "text": f"{question.text} (damaliger Wortlaut)",
        "text_en": f"{question.text_en} (wording of that time)",
    }
    return question.model_copy(update=words)
