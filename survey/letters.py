"""Letters to people of the survey: plain text, German, one per person, queued in the database."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override


def send_letter(*, to: Iterable[str], template: str, **context: Any) -> None:
    """Queue templates/survey/email/<template>_subject.txt and _message.txt; they leave when the transaction commits."""
    context |= {"contact_email": settings.CONTACT_EMAIL}
    with override("de"):
        subject = " ".join(render_to_string(f"survey/email/{template}_subject.txt", context).split())
        message = render_to_string(f"survey/email/{template}_message.txt", context)
    for address in sorted(set(to)):
        EmailMessage(subject, message, to=[address]).send()
