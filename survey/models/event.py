"""The log of a return: every step, who took it and when."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from survey.models.people import Membership
from survey.models.response import Response
from survey.models.triggers import AppendOnly, never_emptied


class Event(models.Model):
    """One step in the life of a return; `survey.log` puts it in words."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("invited")
        ASSIGNED = "assigned", _("sections assigned")
        RENAMED = "renamed", _("name corrected")
        REMOVED = "removed", _("removed")
        TAKEN_OVER = "taken_over", _("coordination taken over")
        PRESENTED = "presented", _("presented for release")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SENT_BACK = "sent_back", _("sent back")
        SUBMITTED = "submitted", _("handed in")
        RELEASED = "released", _("released and handed in")
        REOPENED = "reopened", _("reopened")
        REOPENING_REQUESTED = "reopening_requested", _("reopening requested")
        REOPENING_GRANTED = "reopening_granted", _("reopening granted")
        REOPENING_DECLINED = "reopening_declined", _("reopening declined")
        EXTENDED = "extended", _("later deadline")
        UPLOADED = "uploaded", _("answers taken over from a workbook")
        OFFERS_CONFIRMED = "offers_confirmed", _("answers of the last wave confirmed")
        OFFERS_GIVEN_BACK = "offers_given_back", _("answers of the last wave given back")

    response = models.ForeignKey(Response, models.PROTECT, related_name="events", verbose_name=_("return"))
    kind = models.CharField(_("step"), max_length=30, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    # What the municipality called the person then, if it did not know them yet.
    person_name = models.CharField(max_length=150, blank=True, editable=False)
    role = models.CharField(_("role"), max_length=20, blank=True, choices=Membership.Role)
    sections = models.JSONField(_("sections"), default=list, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, help_text=_("The number of the submission, or how many answers.")
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("log")
        ordering = ["response", "-at", "-pk"]
        triggers = [
            AppendOnly(name="event_is_append_only", operation=pgtrigger.Delete),
            # What a person was called is taken out when the person is forgotten; nothing else ever changes.
            pgtrigger.Protect(
                name="event_stays_as_it_is",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["person_name"]),
            ),
            pgtrigger.Protect(
                name="event_names_nobody_else",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__person_name__gt=""),
            ),
            never_emptied("event"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.response}"
