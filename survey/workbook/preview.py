"""What taking over a workbook would change, against the answers as they are now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from survey.access import Desk
from survey.models import Answer, Upload
from survey.questionnaire.answers import Value, is_empty
from survey.questionnaire.document import Question, Section
from survey.questionnaire.routing import visible_codes
from survey.section_page import answer_text
from survey.workbook.entries import Entry


@dataclass(frozen=True)
class Change:
    """A question and both its answers in words; `present` tells who gave the one that stands now, and when."""

    question: Question
    section: Section
    entry: Entry
    present: Answer | None
    is_asked: bool

    @property
    def old(self) -> str:
        return answer_text(self.question, self.present.value if self.present else None)

    @property
    def new(self) -> str:
        return answer_text(self.question, self.entry.value)

    @property
    def revision(self) -> int:
        """What the taking over builds on: the present answer that the page shows."""
        return self.present.revision if self.present else 0


@dataclass(frozen=True)
class Refusal:
    """A cell that is not taken over, and why; `question` is None for a row that the questionnaire does not have."""

    entry: Entry
    question: Question | None
    reason: str


@dataclass
class Preview:
    """`same`: answers that stand already; `newer`: changed online since the download and left alone in the file."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    same: int = 0
    newer: int = 0

    def values(self, codes: set[str]) -> dict[str, Value | None]:
        return {
            change.question.code: change.entry.value
            for change in (*self.changes, *self.conflicts)
            if change.question.code in codes
        }

    @property
    def built_on(self) -> dict[str, int]:
        """The revisions of the answers at the download, for what a page does not say otherwise."""
        return {change.question.code: change.entry.revision for change in (*self.changes, *self.conflicts)}


def stored(entries: list[Entry]) -> list[dict[str, Any]]:
    """As `Upload.cells` keeps them."""
    return [dict(vars(entry)) for entry in entries]


def preview_of(desk: Desk, upload: Upload) -> Preview:
    entries = [Entry(**cell) for cell in upload.cells]
    answers = {answer.code: answer for answer in desk.response.answers.select_related("answered_by").order_by()}
    values = {code: answer.value for code, answer in answers.items()}
    touched = {entry.code: entry.value for entry in entries if entry.is_touched and not entry.reason}
    asked = visible_codes(desk.wave.questionnaire.document, values | touched)
    preview = Preview()
    for entry in entries:
        _sort_in(preview, desk, entry, answers, entry.code in asked)
    return preview


def _sort_in(preview: Preview, desk: Desk, entry: Entry, answers: Mapping[str, Answer], is_asked: bool) -> None:
    if not entry.code:
        preview.refusals.append(Refusal(entry, None, entry.reason))
        return
    document = desk.wave.questionnaire.document
    question, section = document.question(entry.code), document.section_of(entry.code)
    present = answers.get(entry.code)
    if not entry.reason and is_same(entry.value, present):
        preview.same += 1
    elif not entry.is_touched:
        preview.newer += 1
    elif reason := entry.reason or _reason(desk, section, entry):
        preview.refusals.append(Refusal(entry, question, reason))
    else:
        change = Change(question, section, entry, present, is_asked)
        is_newer = change.revision != entry.revision
        (preview.conflicts if is_newer else preview.changes).append(change)


def is_same(value: Value | None, present: Answer | None) -> bool:
    now = present.value if present else None
    return value == now or (is_empty(value) and is_empty(now))


def _reason(desk: Desk, section: Section, entry: Entry) -> str:
    if not desk.may_edit_section(section):
        return _("This section is not assigned to you.")
    if is_empty(entry.value):
        return _("Nothing is ticked. Answers are taken back on the website only.")
    return ""
