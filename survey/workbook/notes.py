"""The note beside a question: who has to answer it, and what may be entered."""

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.questionnaire.answers import MAX_TEXT_LENGTH
from survey.questionnaire.conditions import AnswerIs, Condition, leaves
from survey.questionnaire.document import Question, QuestionType, translated
from survey.workbook.layout import Row


def note(row: Row, *, is_asked: bool) -> str:
    """For a row that asks; the boxes of a multiple choice have a note only where they depend on other answers."""
    if row.box is not None:
        choice = row.choice
        return only_if(choice.show_if) if choice and choice.show_if else ""
    question = row.question
    parts = [_("required")] if question.required else []
    parts.append(allowed(question))
    if question.visibility == "aggregate":
        parts.append(_("Published in aggregated form only."))
    if question.show_if:
        parts.append(only_if(question.show_if))
    if not is_asked:
        parts.insert(0, _("Not asked at present."))
    return "\n".join(parts)


def allowed(question: Question) -> str:
    """What may be entered, in words."""
    if question.type is QuestionType.NUMBER:
        return _number(question)
    if question.type is QuestionType.TEXT:
        length = number_format(question.max_length or MAX_TEXT_LENGTH, use_l10n=True, force_grouping=True)
        return _("Text of at most %(max_length)s characters.") % {"max_length": length}
    if question.type is QuestionType.URL:
        return _("Complete web address, beginning with https://.")
    if question.type is QuestionType.MULTIPLE:
        return _ticks(question)
    return _("Please choose from the list.")


def _number(question: Question) -> str:
    numbers = {
        name: number_format(getattr(question, name), use_l10n=True, force_grouping=True)
        for name in ("min", "max", "step")
    }
    if question.step == 1:
        return _("Whole number from %(min)s to %(max)s.") % numbers
    return _("Number from %(min)s to %(max)s in steps of %(step)s.") % numbers


def _ticks(question: Question) -> str:
    parts = [_("Please enter x where it applies.")]
    if question.max_choices:
        parts.append(_("At most %(max_choices)s.") % {"max_choices": question.max_choices})
    if exclusive := question.exclusive_choice:
        label = translated(exclusive, "label", get_language() or "de")
        parts.append(_("“%(choice)s” stands alone.") % {"choice": label})
    return " ".join(parts)


def only_if(condition: Condition) -> str:
    codes = dict.fromkeys(leaf.code for _place, leaf in leaves(condition) if isinstance(leaf, AnswerIs))
    return _("Asked depending on the answer to %(codes)s.") % {"codes": ", ".join(codes)}
