"""The wish to change a return after its deadline."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pgtrigger import Delete, Update

from survey.models.response import Response
from survey.models.triggers import Refusal, never_emptied, stays
from survey.typed import validate_text


class ReopeningRequest(models.Model):
    """Asked by a coordination after closing, decided by an admin; granted, it carries a new deadline."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    response = models.ForeignKey(Response, models.PROTECT, related_name="reopening_requests", verbose_name=_("return"))
    reason = models.TextField(_("reason"), max_length=2000, validators=[validate_text])
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    extended_until = models.DateTimeField(_("new deadline"), null=True, blank=True)
    reply = models.TextField(_("reply"), max_length=2000, blank=True, validators=[validate_text])
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for reopening")
        verbose_name_plural = _("requests for reopening")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"],
                condition=Q(state="open"),
                name="reopening_request_one_open",
                violation_error_message=_("There is an open request for this return already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "granted", "declined"]), name="reopening_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(extended_until__isnull=False),
                name="reopening_granted_with_deadline",
                violation_error_message=_("A granted request needs a new deadline."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None, decided_by=None)
                | (~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="reopening_decision_has_author",
            ),
        ]
        triggers = [
            Refusal(
                "reopening_decision_is_final",
                "the request has been decided.",
                operation=Update | Delete,
                wrong="OLD.state <> 'open'",
            ),
            stays("reopening_request", "response"),
            never_emptied("reopening_request"),
        ]

    def __str__(self) -> str:
        return str(self.response)
