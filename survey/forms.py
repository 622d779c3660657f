"""Questions of the document → a Django form that validates what was given, laid out with crispy-forms."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language

from survey.layout import section_layout
from survey.questionnaire.answers import DONT_KNOW, Value, check
from survey.questionnaire.document import Document, Question, Section
from survey.questionnaire.numbers import parse_number
from survey.questionnaire.refusals import InvalidAnswer, Reason
from survey.questionnaire.texts import shows_nothing
from survey.reasons import reason_in_words

REVISION = re.compile("[0-9]{1,9}")  # Python refuses to read integers of some thousand digits


class QuestionWidget(forms.Widget):
    """Reads what the inputs of one question sent; they are laid out by `survey.layout`."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """All values sent under the question's code: ticks, the typed text, the mark for don't know."""
        sent = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [text for text in (str(value).strip() for value in sent) if not shows_nothing(text)]


class QuestionField(forms.Field):
    """Turns what was sent for one question into the value that is stored."""

    widget: QuestionWidget

    def __init__(self, question: Question, language: str | None = None) -> None:
        super().__init__(required=False, widget=QuestionWidget(question), label=question.text)
        self.question = question
        self.language = language or get_language() or "de"

    def clean(self, value: list[str]) -> Value | None:
        """The canonical value, None for no answer; raises ValidationError in the language of the page."""
        try:
            return self._value(value)
        except InvalidAnswer as error:
            raise ValidationError(reason_in_words(error), code=error.reason) from error

    def _value(self, sent: list[str]) -> Value | None:
        if not sent:
            return None
        if DONT_KNOW in sent:
            if len(sent) > 1:
                raise InvalidAnswer(Reason.DONT_KNOW_WITH_OTHERS)
            return check(self.question, DONT_KNOW)
        if self.question.type == "multiple":
            return check(self.question, sent)
        if len(sent) > 1:
            raise InvalidAnswer(Reason.WRONG_TYPE)
        return check(self.question, self._typed(sent[0]))

    def _typed(self, text: str) -> Value:
        if self.question.type == "number":
            return parse_number(text, self.language, self.question.units)
        return text


class QuestionsForm(forms.Form):
    """A form of some questions; its cleaned data are the values of the valid ones by code.

    `CODE-language` tells in which language a number was typed: it may have waited for a page in another one.
    """

    def __init__(self, questions: Iterable[Question], data: MultiValueDict[str, str] | None = None) -> None:
        super().__init__(data)
        for question in questions:
            self.fields[question.code] = QuestionField(question, self.data.get(f"{question.code}-language"))

    def sent(self, code: str) -> list[str]:
        """What was sent for a question, as it was typed."""
        return self.fields[code].widget.value_from_datadict(self.data, self.files, code)


class SectionForm(QuestionsForm):
    """The form of one section, with its crispy layout."""

    def __init__(self, document: Document, section: Section, data: MultiValueDict[str, str] | None = None) -> None:
        super().__init__(section.questions, data)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*section_layout(document, section))


def revisions_sent(data: Mapping[str, str], codes: Iterable[str]) -> dict[str, int]:
    """On which revision of each answer the page was built; what is no number that a page may hold is ignored."""
    sent = {code: data.get(f"{code}-revision", "") for code in codes}
    return {code: int(text) for code, text in sent.items() if REVISION.fullmatch(text)}
