"""Letters to people of the survey: plain text, German, one per person, queued in the database."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from survey.letter_limits import require_within_limits
from survey.mail import Envelope, LetterMessage
from survey.models import Letter, Membership, Response, User
from survey.standing import standing_of


def send_letter(*, to: Iterable[str], kind: Letter.Kind, by: User, response: Response, **context: Any) -> None:
    """Queue templates/survey/email/<kind>_subject.txt and _message.txt; they leave when the transaction commits.

    Raises TooManyLetters.
    """
    addresses = sorted(set(to))
    require_within_limits(kind=kind, to=addresses, by=by, response=response)
    context |= {"by": by, "response": response, "standing": standing_of(response)}
    _write(addresses, Envelope(kind, by, response), context)


def send_notice(*, to: str, kind: Letter.Kind, **context: Any) -> None:
    """A letter about an account, which belongs to no return."""
    _write([to], Envelope(kind), context)


def addresses_of(response: Response, *roles: Membership.Role) -> list[str]:
    """E-mail addresses of the people with one of these roles in the return."""
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug)
    return list(members.reachable().filter(role__in=roles).values_list("user__email", flat=True))


def _write(addresses: Iterable[str], envelope: Envelope, context: dict[str, Any]) -> None:
    context |= {"contact_email": settings.CONTACT_EMAIL}
    with override("de"):
        subject = " ".join(render_to_string(f"survey/email/{envelope.kind}_subject.txt", context).split())
        body = render_to_string(f"survey/email/{envelope.kind}_message.txt", context)
    for address in addresses:
        message = LetterMessage(subject, body, to=[address])
        message.envelope = envelope
        message.send()
