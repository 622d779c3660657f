"""Letters of the queue → the mail server, each once.

Whoever sends a letter holds the lock of its row until the server has answered, so that a second sender, on whatever
host, takes the next one; a sender that is killed gives its letter back at once.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from post_office.models import STATUS
from post_office.settings import get_backend, get_max_retries, get_retry_timedelta

from survey.models import Letter

logger = logging.getLogger(__name__)

OF_THIS_LETTER = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


class MailServerAway(Exception):
    """The server does not take letters at all at the moment."""


def send_due(is_wanted: Callable[[], bool] = lambda: True) -> int:
    """Send what is due, one after another, as long as it `is_wanted`; how many the server took.

    Raises MailServerAway; what was not sent stays in the queue.
    """
    give_up_overdue()
    server = get_connection(get_backend())
    sent = 0
    try:
        while is_wanted() and (letter := send_next(server)):
            sent += letter.status == STATUS.sent
    finally:
        server.close()
    return sent


def send_next(server: BaseEmailBackend) -> Letter | None:
    """The letter that was tried; None: nothing is due that nobody else is sending. Raises MailServerAway."""
    away: Exception | None = None
    with transaction.atomic():
        letter: Letter | None = Letter.objects.due().select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        try:
            server.open()
            server.send_messages([letter.email_message()])
        except Exception as error:  # whatever a mail server answers, or a library makes of it, belongs to this letter
            server.close()
            _not_sent(letter, error)
            away = error if is_of_server(error) else None
        else:
            letter.logs.all().delete()
            letter.close(STATUS.sent)
    if away:
        raise MailServerAway(str(away)) from away
    return letter


def is_of_server(error: Exception) -> bool:
    """Whether the next letter would meet the same."""
    return isinstance(error, OSError) and not isinstance(error, OF_THIS_LETTER)  # SMTPException is an OSError


def is_final(error: Exception) -> bool:
    """Whether the server refused the letter for good, such as an address that does not exist."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    if isinstance(error, SMTPSenderRefused | SMTPDataError):
        return error.smtp_code >= 500
    return not isinstance(error, OSError)  # such as a text that cannot be written as a mail


def _not_sent(letter: Letter, error: Exception) -> None:
    """With its last error only: a server that is away for a day would leave a thousand of them."""
    logger.warning("Letter %s was not sent: %s", letter.pk, error)
    if is_final(error) or (letter.number_of_retries or 0) >= get_max_retries():
        letter.close(STATUS.failed)
    else:
        letter.put_off(timezone.now() + get_retry_timedelta())
    said = {"status": STATUS.failed, "message": str(error), "exception_type": type(error).__name__}
    letter.logs.update_or_create(defaults=said | {"date": timezone.now()})


@transaction.atomic
def give_up_overdue() -> None:
    """A code that no longer opens anything is not sent any more."""
    for letter in Letter.objects.overdue().select_for_update(skip_locked=True):
        letter.close(STATUS.failed)


@transaction.atomic
def remove_old(*, days: int, dry_run: bool = False) -> int:
    """Remove all letters that were queued longer ago, whatever became of them; how many."""
    old = Letter.objects.filter(created__lt=timezone.now() - timedelta(days=days))
    if dry_run:
        return old.count()
    being_sent_excepted = list(old.select_for_update(skip_locked=True).order_by().values_list("pk", flat=True))
    Letter.objects.filter(pk__in=being_sent_excepted).delete()
    return len(being_sent_excepted)
