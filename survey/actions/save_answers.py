"""Save answers, each by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from survey.actions.editing import lock_response
from survey.models import Answer, Response, User
from survey.questionnaire.answers import Value


@dataclass(frozen=True)
class Saved:
    """What came of saving: the answers as they now stand, and those of others that stood in the way."""

    at: datetime
    answers: dict[str, Answer]
    conflicts: dict[str, Answer]


@transaction.atomic
def save_answers(
    *,
    response: Response,
    values: Mapping[str, Value | None],
    by: User,
    revisions: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> Saved:
    """Save checked values; an unchanged one keeps its revision, author and time. Raises NotEditable.

    None takes an answer back; answers that are not among the `values` stay as they are. `revisions` tells, by
    question, on which revision the person built (0: there was none). A value built on an older revision than the
    present one is not saved but reported with the present answer, unless it was and is blank, that is, untouched.
    """
    at = at or timezone.now()
    lock_response(response, at)
    present = {
        answer.code: answer
        for answer in response.answers.filter(code__in=values).select_related("answered_by").order_by()
    }
    changed, conflicts = [], {}
    for code, value in values.items():
        answer = present.get(code)
        if value == (answer.value if answer else None):
            continue
        built_on = revisions.get(code) if revisions else None
        if answer and built_on is not None and built_on != answer.revision:
            if value is not None or built_on:
                conflicts[code] = answer
            continue
        revision = answer.revision + 1 if answer else 1
        changed.append(
            Answer(response=response, code=code, value=value, revision=revision, answered_by=by, answered_at=at)
        )
    Answer.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["response", "code"],
        update_fields=["value", "revision", "answered_by", "answered_at", "is_given_back"],
    )
    return Saved(at, present | {answer.code: answer for answer in changed}, conflicts)
