"""How far a return is filled in."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from survey.models import Response
from survey.questionnaire.answers import Answers
from survey.questionnaire.document import Section
from survey.questionnaire.states import progress


@dataclass(frozen=True)
class SectionProgress:
    """Answered out of asked questions of one section; "don't know" is an answer."""

    section: Section
    answered: int
    asked: int
    required_missing: int

    @property
    def is_complete(self) -> bool:
        return self.answered == self.asked


@dataclass(frozen=True)
class ReturnProgress:
    sections: list[SectionProgress]

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def asked(self) -> int:
        return sum(section.asked for section in self.sections)

    @property
    def required_missing(self) -> int:
        return sum(section.required_missing for section in self.sections)

    @property
    def heading(self) -> str:
        if not self.answered:
            return _("Let’s begin")
        if self.answered == self.asked:
            return _("Everything is answered")
        return _("In progress") if self.required_missing else _("Everything required is answered")

    def is_complete(self, among: Collection[str]) -> bool:
        """Whether nothing is left to answer in these sections; of none, nothing can be said."""
        own = [entry for entry in self.sections if entry.section.code in among]
        return bool(own) and all(entry.is_complete for entry in own)

    def next_section(self, among: Collection[str]) -> Section:
        """Where to go on: the first of these sections that is not complete, or else the first of them, or of all."""
        own = [entry for entry in self.sections if entry.section.code in among] or self.sections
        return next((entry.section for entry in own if not entry.is_complete), own[0].section)


def return_progress(response: Response, answers: Answers | None = None) -> ReturnProgress:
    document = response.wave.questionnaire.document
    counts = progress(document, response.answer_values() if answers is None else answers)
    return ReturnProgress(
        [
            SectionProgress(section, count.answered, count.asked, count.required_missing)
            for section in document.sections
            for count in [counts[section.code]]
        ]
    )
