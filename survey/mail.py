"""Mail leaves at once; what a mail server does not take stays in the queue for `manage.py send_queued_mail`."""

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from post_office.models import STATUS, Email
from post_office.signals import email_queued

logger = logging.getLogger(__name__)


@receiver(email_queued)
def send_at_once(sender: type[Email], emails: Sequence[Email], **kwargs: Any) -> None:
    transaction.on_commit(partial(deliver, emails))


def deliver(emails: Sequence[Email]) -> None:
    """Try each mail once. A process that dies on the way may send one twice, but loses none."""
    for email in emails:
        try:
            email.dispatch(commit=False)
        except Exception as error:  # whatever a mail server answers, the person's page goes on
            logger.warning("Mail %s stays in the queue: %s", email.pk, error)
        else:
            email.status = STATUS.sent
            email.save(update_fields=["status"])
