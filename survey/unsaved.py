"""What a person entered and the server refused: named until it is answered, so that nothing is left out unawares.

With scripts such entries wait in the browser. Without them the session remembers what a form sent; of a workbook that
was taken over, its upload keeps the refused cells. An entry is over when the answer changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from survey.access import Desk
from survey.feedback import Refusal
from survey.given_answers import GivenAnswer, given_answers, values_of
from survey.models import Upload
from survey.questionnaire.document import Question
from survey.questionnaire.routing import visible_codes
from survey.requests import PersonRequest

KEY = "unsaved"


@dataclass(frozen=True)
class Unsaved:
    """An entry that is not saved, and why."""

    question: Question
    reason: str


class FormMemory:
    """What forms of this session sent to one return and the server refused, by question."""

    def __init__(self, request: PersonRequest, desk: Desk) -> None:
        self.session, self.place = request.session, str(desk.response.pk)

    @property
    def entries(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.session.get(KEY, {}).get(self.place, {})
        return found

    def take(self, sent: Iterable[str], refusals: Mapping[str, Refusal], answers: Mapping[str, GivenAnswer]) -> None:
        """These questions were sent anew: forget what was refused of them before, and remember what is now."""
        kept = {code: entry for code, entry in self.entries.items() if code not in set(sent)}
        self._write(kept | {code: _entry(refusal, answers.get(code)) for code, refusal in refusals.items()})

    def refusals(self, answers: Mapping[str, GivenAnswer]) -> dict[str, Refusal]:
        """As they are shown again on the page of the section."""
        return {
            code: Refusal(entry["typed"], entry["built_on"], [entry["reason"]])
            for code, entry in self.entries.items()
            if entry["revision"] == revision_of(code, answers)
        }

    def forget(self) -> None:
        self._write({})

    def _write(self, entries: dict[str, dict[str, Any]]) -> None:
        if entries != self.entries:
            self.session[KEY] = self.session.get(KEY, {}) | {self.place: entries}


def _entry(refusal: Refusal, present: GivenAnswer | None) -> dict[str, Any]:
    reason = _("There are two answers. Please choose which one counts.")
    return {
        "typed": refusal.typed,
        "built_on": refusal.built_on,
        "revision": present.revision if present else 0,
        "reason": reason if refusal.conflict else " ".join(refusal.errors),
    }


def revision_of(code: str, answers: Mapping[str, GivenAnswer]) -> int:
    return answers[code].revision if code in answers else 0


def taken_over(desk: Desk) -> list[Upload]:
    """The person's workbooks that were taken over but for their refused cells."""
    uploads = desk.response.uploads.filter(uploaded_by=desk.membership.user_id)
    return [upload for upload in uploads if all(cell["reason"] for cell in upload.cells)]


def unsaved_entries(request: PersonRequest, desk: Desk) -> dict[str, list[Unsaved]]:
    """By section: what this person entered and could still enter, and the return does not say."""
    if not desk.may_edit:
        return {}
    cells = [cell for upload in taken_over(desk) for cell in upload.cells if cell["code"]]
    forms = FormMemory(request, desk)
    if not cells and not forms.entries:
        return {}
    answers = given_answers(desk.response)
    reasons = {cell["code"]: cell["reason"] for cell in cells if cell["revision"] == revision_of(cell["code"], answers)}
    reasons |= {code: " ".join(refusal.errors) for code, refusal in forms.refusals(answers).items()}
    document = desk.wave.questionnaire.document
    asked = visible_codes(document, values_of(answers.values()))
    return {
        section.code: entries
        for section in document.sections
        if desk.may_edit_section(section)
        and (
            entries := [
                Unsaved(question, reasons[question.code])
                for question in section.questions
                if question.code in reasons and question.code in asked
            ]
        )
    }


def forget_unsaved(request: PersonRequest, desk: Desk) -> None:
    """The return goes out without these entries, as the person decided."""
    FormMemory(request, desk).forget()
    for upload in taken_over(desk):
        upload.delete()
