"""A return as a whole, in words: what was answered, what is missing, what looks odd."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from survey.models import Submission
from survey.questionnaire.answers import Answers, Value
from survey.questionnaire.document import Document, Question, Section, SoftCheck
from survey.questionnaire.plausibility import all_warnings
from survey.questionnaire.routing import asked_answers, visible_codes
from survey.questionnaire.states import AnswerState, missing_required
from survey.section_page import answer_text

Evidence: TypeAlias = Mapping[str, Mapping[str, Any]]  # question code → link ("url") and page ("page", may be None)


@dataclass(frozen=True)
class ReviewedAnswer:
    """An asked question and its answer in words; `text` is empty without an answer."""

    question: Question
    text: str
    warnings: list[SoftCheck]
    is_missing: bool = False
    evidence: Mapping[str, Any] | None = None  # link and page


@dataclass(frozen=True)
class ReviewedSection:
    section: Section
    answers: list[ReviewedAnswer]

    @property
    def missing(self) -> list[Question]:
        """Required questions without an answer."""
        return [answer.question for answer in self.answers if answer.is_missing]

    @property
    def warned(self) -> list[Question]:
        """Questions whose answer looks odd."""
        return [answer.question for answer in self.answers if answer.warnings]


@dataclass(frozen=True)
class Review:
    """All asked questions by section."""

    sections: list[ReviewedSection]

    @property
    def missing_count(self) -> int:
        return sum(len(section.missing) for section in self.sections)

    @property
    def warning_count(self) -> int:
        return sum(len(answer.warnings) for section in self.sections for answer in section.answers)

    @property
    def unanswered_count(self) -> int:
        return sum(not answer.text for section in self.sections for answer in section.answers)


def review_of(document: Document, answers: Answers, population: int, evidence: Evidence | None = None) -> Review:
    """The working copy as it would be handed in now; `evidence` by question, as in a submission."""
    return _review(
        document,
        asked_answers(document, answers),
        visible_codes(document, answers),
        all_warnings(document, answers, population),
        {question.code for question in missing_required(document, answers)},
        evidence or {},
    )


def submission_review(document: Document, submission: Submission) -> Review:
    """What was handed in, without checks: they are over."""
    asked = {code for code, state in submission.states.items() if state != AnswerState.NOT_ASKED}
    return _review(document, submission.answers, asked, {}, frozenset(), submission.evidence)


def _review(
    document: Document,
    answers: Mapping[str, Value],
    asked: Collection[str],
    warnings: Mapping[str, list[SoftCheck]],
    missing: Collection[str],
    evidence: Evidence,
) -> Review:
    return Review(
        [
            ReviewedSection(
                section,
                [
                    ReviewedAnswer(
                        question,
                        answer_text(question, answers.get(question.code)),
                        warnings.get(question.code, []),
                        question.code in missing,
                        evidence.get(question.code),
                    )
                    for question in section.questions
                    if question.code in asked
                ],
            )
            for section in document.sections
        ]
    )
