"""The questionnaire's pages: the section with the most answers, and saving one of them."""

import re

from django.urls import reverse

from survey.demo_data import DEMO_MUNICIPALITY
from survey.models import Response
from tests.benchmarks.client import milliseconds

SECTION = "section page"
SAVE = "save one answer"


class SurveyPages:
    def __init__(self, client):
        self.client = client
        response = Response.objects.filter(municipality=DEMO_MUNICIPALITY).latest("wave__opens_at")
        address = [response.wave.slug, DEMO_MUNICIPALITY]
        answered = response.answer_values()
        sections = response.wave.questionnaire.document.sections
        section = max(sections, key=lambda section: sum(question.code in answered for question in section.questions))
        self.questions = len(section.questions)
        self.answered = sum(question.code in answered for question in section.questions)
        question = next(question for question in section.questions if question.type == "scale")
        self.code, self.choices = question.code, [choice.code for choice in question.choices]
        self.page = reverse("survey:section", args=[*address, section.slug])
        self.answer = reverse("survey:answer", args=[*address, question.code])
        self.revision = self.revision_in(client.get(self.page))
        self.saves = 0

    def revision_in(self, content):
        return re.search(rf'name="{self.code}-revision" value="(\d+)"', content.decode()).group(1)

    def show(self):
        self.client.get(self.page)

    def save(self):
        """Another choice each time, built on the revision that the last answer brought, as htmx sends it."""
        self.saves += 1
        fields = {self.code: self.choices[self.saves % 2], f"{self.code}-revision": self.revision}
        self.revision = self.revision_in(self.client.post(self.answer, fields, {"HX-Request": "true"}))

    def measure(self, samples, times):
        self.show()
        for _ in range(times):
            samples.add(SECTION, milliseconds(self.show))
            samples.add(SAVE, milliseconds(self.save))
