"""What changed from one submission of a return to another, in words."""

from dataclasses import dataclass
from enum import StrEnum

from survey.models import Submission, SubmissionScore
from survey.questionnaire.document import Document, Question, Section
from survey.questionnaire.scoring import round_score
from survey.questionnaire.states import AnswerState
from survey.section_page import answer_text


class Kind(StrEnum):
    """ADDED: there was no answer before. REMOVED: there is none any more, or the question is no longer asked."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class AnswerChange:
    """A question answered in one of the submissions at least; without an answer `before` or `after` is empty."""

    question: Question
    kind: Kind
    before: str
    after: str
    is_asked: bool


@dataclass(frozen=True)
class SectionChanges:
    section: Section
    answers: list[AnswerChange]

    @property
    def changed(self) -> list[AnswerChange]:
        return [answer for answer in self.answers if answer.kind is not Kind.UNCHANGED]

    @property
    def unchanged(self) -> list[AnswerChange]:
        return [answer for answer in self.answers if answer.kind is Kind.UNCHANGED]


@dataclass(frozen=True)
class ScoreChange:
    """A score (0…100) as printed, before and after; `section` is None for the index, None for no value."""

    section: Section | None
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """Between the printed scores, so that it agrees with them; None where one has no value."""
        if self.before is None or self.after is None:
            return None
        return round(self.after - self.before, 9)


@dataclass(frozen=True)
class Changes:
    sections: list[SectionChanges]
    scores: list[ScoreChange]

    def count(self, kind: Kind) -> int:
        return sum(answer.kind is kind for section in self.sections for answer in section.answers)

    @property
    def changed_count(self) -> int:
        return self.count(Kind.CHANGED)

    @property
    def added_count(self) -> int:
        return self.count(Kind.ADDED)

    @property
    def removed_count(self) -> int:
        return self.count(Kind.REMOVED)

    @property
    def unchanged_count(self) -> int:
        return self.count(Kind.UNCHANGED)


def changes(document: Document, before: Submission, after: Submission) -> Changes:
    """All answers and scores of two submissions side by side, in the order of the document."""
    return Changes(
        sections=[_section_changes(section, before, after) for section in document.sections],
        scores=_score_changes(document, before.score, after.score),
    )


def _section_changes(section: Section, before: Submission, after: Submission) -> SectionChanges:
    found = [_answer_change(question, before, after) for question in section.questions]
    return SectionChanges(section, [answer for answer in found if answer.before or answer.after])


def _answer_change(question: Question, before: Submission, after: Submission) -> AnswerChange:
    old, new = before.answers.get(question.code), after.answers.get(question.code)
    return AnswerChange(
        question=question,
        kind=_kind(old, new),
        before=answer_text(question, old),
        after=answer_text(question, new),
        is_asked=after.states.get(question.code) != AnswerState.NOT_ASKED,
    )


def _kind(old: object, new: object) -> Kind:
    if old == new:
        return Kind.UNCHANGED
    if old is None:
        return Kind.ADDED
    return Kind.REMOVED if new is None else Kind.CHANGED


def _score_changes(document: Document, before: SubmissionScore, after: SubmissionScore) -> list[ScoreChange]:
    """The index, then each section."""
    decimals = document.scoring.decimals

    def section_score(score: SubmissionScore, section: Section) -> float | None:
        return round_score(score.sections[section.code]["score"], decimals)

    index = ScoreChange(None, round_score(before.index, decimals), round_score(after.index, decimals))
    return [
        index,
        *(ScoreChange(part, section_score(before, part), section_score(after, part)) for part in document.sections),
    ]
