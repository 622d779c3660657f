"""How the questions of a section stand on the page, as a crispy-forms layout."""

from itertools import groupby

from crispy_forms.layout import Field, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from survey.questionnaire.document import ApplicationDefinition, Document, Question, Section


class ApplicationTable(LayoutObject):
    """The inventory of applications as one table: a row for each, a column for each status."""

    template = "survey/questions/applications.html"

    def __init__(self, definition: ApplicationDefinition, questions: list[Question]) -> None:
        self.definition = definition
        self.questions = questions
        self.fields = [Field(question.code, template="survey/questions/application.html") for question in questions]

    def render(
        self, form: BaseForm, context: Context, template_pack: str = str(TEMPLATE_PACK), **kwargs: object
    ) -> SafeString:
        first = self.questions[0]
        context["columns"] = 1 + len(first.choices) + first.dont_know  # of the table
        rows = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            self.template,
            {"definition": self.definition, "rows": rows, "choices": first.choices, "dont_know": first.dont_know},
        )


def is_application(question: Question) -> bool:
    return "application" in question.tags


def section_layout(document: Document, section: Section) -> list[Field | ApplicationTable]:
    """A field for each question, by the template of its type; consecutive applications become one table."""
    layout: list[Field | ApplicationTable] = []
    for in_table, questions in groupby(section.questions, key=is_application):
        if in_table:
            layout.append(ApplicationTable(document.tag_definitions.application, list(questions)))
        else:
            layout += [
                Field(question.code, template=f"survey/questions/{question.type}.html") for question in questions
            ]
    return layout
