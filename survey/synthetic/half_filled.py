"""An invented return on which people are still working."""

from dataclasses import dataclass, replace
from random import Random

from survey.questionnaire.answers import DONT_KNOW, Value
from survey.questionnaire.document import Document
from survey.questionnaire.plausibility import all_warnings
from survey.synthetic.answers import Habits, invent_answers
from survey.synthetic.tendencies import Town, draw_profile, draw_tendencies

COMPLETE_SHARE = 0.4  # of the sections
DONT_KNOWS = (2, 3)
DOUBT = 0.08
ATTEMPTS = 500


@dataclass(frozen=True)
class Begun:
    """Answers by section code, in the order of the document: some sections complete, the last one half way."""

    sections: dict[str, dict[str, Value]]

    @property
    def answers(self) -> dict[str, Value]:
        return {code: value for answers in self.sections.values() for code, value in answers.items()}


def half_filled(document: Document, town: Town, seed: int) -> Begun:
    """Shows what a form has to show: complete and half sections, some don't-knows, and an answer with a warning.

    Drawn until it does; a questionnaire without warnings is left with the last attempt.
    """
    rng = Random(seed)  # noqa: S311 - invented data, no secret
    tendencies = draw_tendencies(document, rng)
    habits = Habits(answers_optional=1, keeps_odd_answer=1)
    for _ in range(ATTEMPTS):
        profile = replace(draw_profile(town, tendencies, rng), doubt=DOUBT)
        begun = _first_part(document, invent_answers(document, profile, tendencies, rng, habits))
        dont_knows = list(begun.answers.values()).count(DONT_KNOW)
        if dont_knows in DONT_KNOWS and len(all_warnings(document, begun.answers, town.population)) == 1:
            break
    return begun


def _first_part(document: Document, answers: dict[str, Value]) -> Begun:
    complete = max(1, round(COMPLETE_SHARE * len(document.sections)))
    sections: dict[str, dict[str, Value]] = {}
    for section in document.sections[: complete + 1]:
        given = [question.code for question in section.questions if question.code in answers]
        kept = given if len(sections) < complete else given[: len(given) // 2]
        sections[section.code] = {code: answers[code] for code in kept}
    return Begun(sections)
