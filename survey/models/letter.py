"""Letters to people: a view of the mail queue in the words of the survey."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

WAITING = (STATUS.queued, STATUS.requeued)


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self) -> "LetterQuerySet":
        """Letters to be sent now, the most urgent first, then the longest waiting."""
        at = timezone.now()
        is_due = Q(scheduled_time=None) | Q(scheduled_time__lte=at)
        is_valid = Q(expires_at=None) | Q(expires_at__gt=at)
        return self.filter(is_due, is_valid, status__in=WAITING).order_by("-priority", F("pk").asc())

    def overdue(self) -> "LetterQuerySet":
        """Letters that were not sent while what they say was valid."""
        return self.filter(status__in=WAITING, expires_at__lte=timezone.now())

    def about(self, response_pk: int) -> "LetterQuerySet":
        """Letters about a return, without what they say, the newest first."""
        return self.filter(context__response=response_pk).defer("message", "html_message")

    def of_return(self, response_pk: int, kind: "Letter.Kind", since: datetime) -> "LetterQuerySet":
        return self.filter(created__gte=since, context__kind=kind, context__response=response_pk)


class Letter(Email):
    """A mail of the queue. What kind it is, who caused it and for which return is kept beside it, in `context`.

    The queue's package would fill templates from there; ours are finished when they are queued, and have none.
    """

    class Kind(models.TextChoices):
        LOGIN_CODE = "login_code", _("code for logging in")
        UNKNOWN_ACCOUNT = "unknown_account", _("address is not registered")
        INVITATION = "invitation", _("invitation")
        ASSIGNMENT = "assignment", _("sections assigned")
        REMINDER = "reminder", _("reminder")
        PRESENTED = "presented", _("presented for release")
        SENT_BACK = "sent_back", _("sent back")
        SUBMITTED = "submitted", _("handed in, with thanks")
        EXTENDED = "extended", _("later deadline")
        QUERY_TO_TEAM = "query_to_team", _("query to the team")
        QUERY_TO_MUNICIPALITY = "query_to_municipality", _("query to the municipality")
        REOPENING_REQUESTED = "reopening_requested", _("reopening requested")
        REOPENING_DECIDED = "reopening_decided", _("reopening decided")
        ADDRESS_CHANGED = "address_changed", _("address changed")
        TOTP_ACTIVATED = "totp_activated", _("authenticator app set up")
        TOTP_DEACTIVATED = "totp_deactivated", _("authenticator app removed")
        RECOVERY_CODES_GENERATED = "recovery_codes_generated", _("recovery codes made")
        OTHER = "other", _("other letter")

        @classmethod
        def _missing_(cls, value: object) -> "Letter.Kind":
            return cls.OTHER

        @property
        def is_secret(self) -> bool:
            """Whether who reads the letter can log in as somebody else."""
            return self is Letter.Kind.LOGIN_CODE

    objects: ClassVar = LetterQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created"]

    @property
    def kind(self) -> "Letter.Kind":
        return self.Kind((self.context or {}).get("kind", self.Kind.OTHER))

    def prepare_email_message(self) -> Any:
        """Without the header that the package writes of `expires_at`: its date has no year."""
        message = super().prepare_email_message()
        (message.extra_headers or {}).pop("Expires", None)
        return message

    def close(self, status: int) -> None:
        """Sent, or given up: nobody reads a code here any more."""
        emptied: dict[str, Any] = {"message": "", "html_message": ""} if self.kind.is_secret else {}
        self._set(status=status, **emptied)

    def put_off(self, until: datetime) -> None:
        self._set(status=STATUS.requeued, scheduled_time=until, number_of_retries=(self.number_of_retries or 0) + 1)

    def _set(self, **values: Any) -> None:
        """Without `Email.save`, which checks the addresses anew: those of a letter that left are beyond change."""
        Letter.objects.filter(pk=self.pk).update(**values, last_updated=timezone.now())
        for name, value in values.items():
            setattr(self, name, value)
