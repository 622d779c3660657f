"""Django's way to the mail queue: a message is stored as it is, and leaves once the transaction has committed.

The package's own backend compiles every finished message as a template, so that what a person typed would run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from post_office.models import PRIORITY, STATUS

from survey.models import Letter, Response, User

CODE_VALID = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)


@dataclass(frozen=True)
class Envelope:
    """What is known of a letter besides its text: its kind, who caused it, and for which return."""

    kind: Letter.Kind = Letter.Kind.OTHER
    by: User | None = None
    response: Response | None = None

    @property
    def context(self) -> dict[str, Any]:
        known = {"by": self.by and self.by.pk, "response": self.response and self.response.pk}
        return {"kind": self.kind} | {name: pk for name, pk in known.items() if pk is not None}


class LetterMessage(EmailMessage):
    """A plain text with its envelope."""

    envelope = Envelope()


class QueueBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            enqueue(message)
        return len(email_messages)


def enqueue(message: EmailMessage) -> Letter:
    """Plain text only: none of ours has another form. The Message-ID is fixed here, whoever sends the letter, and
    however often."""
    envelope = getattr(message, "envelope", Envelope())
    is_secret = envelope.kind.is_secret
    return Letter.objects.create(
        from_email=message.from_email,
        to=message.to,
        cc=message.cc,
        bcc=message.bcc,
        subject=message.subject,
        message=message.body,
        headers=message.extra_headers | ({"Reply-To": ", ".join(message.reply_to)} if message.reply_to else {}),
        message_id=make_msgid(domain=parseaddr(message.from_email)[1].rpartition("@")[2]),
        priority=PRIORITY.high if is_secret else PRIORITY.medium,
        status=STATUS.queued,
        expires_at=timezone.now() + CODE_VALID if is_secret else None,
        context=envelope.context,
    )
