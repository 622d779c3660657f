"""Confirm answers of an earlier wave."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from survey.actions.editing import lock_response
from survey.actions.save_answers import save_answers
from survey.models import Event, Response, User
from survey.offers import open_offers
from survey.questionnaire.document import Section


@transaction.atomic
def confirm_offers(
    *, response: Response, section: Section, by: User, code: str | None = None, at: datetime | None = None
) -> list[str]:
    """Make what is offered to the section, or to its one question `code`, answers of this person; the codes of these.

    Only questions that are asked now and that nobody has answered, so that nothing counts which nobody has seen:
    follow-ups are offered once they are asked. Raises NotEditable.
    """
    at = at or timezone.now()
    lock_response(response, at)
    found = open_offers(response)
    wanted = [question.code for question in section.questions if code in (None, question.code)]
    values = {name: found[name] for name in wanted if name in found}
    if values:
        save_answers(response=response, values=values, by=by, at=at)  # nobody answers before the lock ends
        Event.objects.create(
            response=response,
            kind=Event.Kind.OFFERS_CONFIRMED,
            by=by,
            at=at,
            sections=[section.code],
            number=len(values),
        )
    return list(values)
