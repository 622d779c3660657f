"""The empty questionnaire on paper: to read, to talk about and to fill in by pen before somebody types it in."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.layout import is_application
from survey.models import Municipality, Wave
from survey.printouts.conditions import answer_in_quotes, condition_text
from survey.printouts.printout import (
    Box,
    PrintedQuestion,
    PrintedSection,
    PrintedTable,
    Printout,
    Space,
)
from survey.questionnaire.conditions import AnswerIs, Condition, leaves
from survey.questionnaire.document import Choice, Document, Question, QuestionType, Section, translated

LINES = {QuestionType.NUMBER: 1, QuestionType.URL: 1, QuestionType.TEXT: 6}


def empty_printout(municipality: Municipality, wave: Wave) -> Printout:
    document, language = wave.questionnaire.document, get_language() or "de"
    head = document.questionnaire
    return Printout(
        title=_("Questionnaire"),
        municipality=str(municipality),
        wave=str(wave),
        state=_("Empty questionnaire"),
        facts=[(_("Municipality"), f"{municipality} ({municipality.pk})"), (_("Survey"), str(wave))],
        intro=[
            translated(head, "intro", language),
            translated(head, "confidentiality", language),
            _("Circles take one answer, boxes several. What counts is what is entered online."),
        ],
        sections=[_section(document, section, language) for section in document.sections],
        language=language,
        at=timezone.now(),
        name=f"{wave.slug}_{municipality.pk}_" + _("questionnaire").lower(),
    )


def _section(document: Document, section: Section, language: str) -> PrintedSection:
    items: list[PrintedQuestion | PrintedTable] = []
    for in_table, questions in groupby(section.questions, key=is_application):
        printed = [_question(document, question, language) for question in questions]
        items += [_table(document, printed, language)] if in_table else printed
    return PrintedSection(
        title=translated(section, "title", language),
        description=translated(section, "description", language),
        items=items,
    )


def _table(document: Document, rows: list[PrintedQuestion], language: str) -> PrintedTable:
    """The inventory of applications, whose questions all have the choices of the first."""
    boxes = rows[0].space.boxes if rows[0].space else []
    return PrintedTable(
        prompt=translated(document.tag_definitions.application, "prompt", language),
        heads=[box.label for box in boxes],
        rows=rows,
    )


def _question(document: Document, question: Question, language: str) -> PrintedQuestion:
    return PrintedQuestion(
        code=question.code,
        text=translated(question, "text", language),
        help=translated(question, "help", language),
        notes=_notes(document, question),
        space=Space(
            boxes=_boxes(document, question, language),
            takes_several=question.type is QuestionType.MULTIPLE,
            in_a_row=question.type in (QuestionType.PRIORITY, QuestionType.BOOLEAN),
            lines=LINES.get(question.type, 0),
            unit=translated(question, "unit", language) if question.unit else "",
        ),
    )


def _notes(document: Document, question: Question) -> list[str]:
    """What is to be known before answering: who is asked, what is required, how many ticks, what is published."""
    notes = []
    if question.show_if is not None:
        notes.append(_("Only if %(condition)s.") % {"condition": condition_text(document, question.show_if)})
    if shared := _shared_condition(question):
        answer = answer_in_quotes(document.question(shared.code), shared)
        notes.append(
            _("A choice with the number of a question counts only if that question is answered with %(answer)s.")
            % {"answer": answer}
        )
    if question.max_choices:
        notes.append(_("At most %(count)s answers.") % {"count": question.max_choices})
    if question.visibility == "aggregate":
        notes.append(_("Published in aggregated form only."))
    if not question.required:
        notes.append(_("Voluntary."))
    return notes


def _boxes(document: Document, question: Question, language: str) -> list[Box]:
    shared = _shared_condition(question)
    boxes = [
        Box(translated(choice, "label", language), _choice_note(document, choice, shared))
        for choice in question.choices
    ]
    return [*boxes, Box(_("Don’t know"))] if question.dont_know else boxes


def _choice_note(document: Document, choice: Choice, shared: AnswerIs | None) -> str:
    if choice.show_if is None:
        return ""
    if shared:
        return ", ".join(leaf.code for leaf in _answers(choice.show_if))
    return _("only if %(condition)s") % {"condition": condition_text(document, choice.show_if)}


def _shared_condition(question: Question) -> AnswerIs | None:
    """The comparison that all conditional choices make, each with a question of its own; None if they differ."""
    conditions = [_answers(choice.show_if) for choice in question.choices if choice.show_if is not None]
    comparisons = {(leaf.op, leaf.value) for found in conditions for leaf in found}
    is_shared = len(conditions) > 1 and len(comparisons) == 1 and all(len(found) == 1 for found in conditions)
    return conditions[0][0] if is_shared else None


def _answers(condition: Condition) -> list[AnswerIs]:
    return [leaf for _place, leaf in leaves(condition) if isinstance(leaf, AnswerIs)]
