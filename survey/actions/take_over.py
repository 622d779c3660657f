"""Take over answers from a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from survey.actions.save_answers import save_answers
from survey.models import Answer, Event, Upload, User
from survey.questionnaire.answers import Value


@dataclass(frozen=True)
class TakenOver:
    """How many answers were changed, and the present ones of others that stood in the way."""

    count: int
    conflicts: dict[str, Answer]


@transaction.atomic
def take_over(
    *,
    upload: Upload,
    values: Mapping[str, Value | None],
    revisions: Mapping[str, int],
    by: User,
    at: datetime | None = None,
) -> TakenOver:
    """Save the values, each built on its revision, and log it. Raises NotEditable.

    The upload is over when nothing stood in the way; otherwise it stays, for the person to decide again. Of its
    refused cells it stays, too: they are named until their questions are answered.
    """
    at = at or timezone.now()
    saved = save_answers(response=upload.response, values=values, by=by, revisions=revisions, at=at)
    changed = [code for code in values if code in saved.answers and saved.answers[code].answered_at == at]
    if changed:
        document = upload.response.wave.questionnaire.document
        sections = list(dict.fromkeys(document.section_of(code).code for code in changed))
        Event.objects.create(
            response=upload.response, kind=Event.Kind.UPLOADED, by=by, at=at, sections=sections, number=len(changed)
        )
    if not saved.conflicts:
        keep_refused(upload)
    return TakenOver(len(changed), saved.conflicts)


def keep_refused(upload: Upload) -> None:
    """Only the refused cells of known questions, built on the answers as they stand now; without any it is over."""
    refused = [cell for cell in upload.cells if cell["reason"] and cell["code"]]
    if not refused:
        upload.delete()
        return
    revisions = dict(upload.response.answers.order_by().values_list("code", "revision"))
    upload.cells = [cell | {"revision": revisions.get(cell["code"], 0)} for cell in refused]
    upload.save(update_fields=["cells"])
