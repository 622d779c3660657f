"""A later deadline without being asked: for one municipality from its page, for several from the list."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, AdminForm
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

import survey.converters  # noqa: F401 - registers the converter
from survey.actions import TooManyLetters, extend_deadline
from survey.deadlines import deadline_text, require_later
from survey.models import Municipality, User, Wave
from survey.requests import site_of
from survey.typed import TypedText

NAMED = 10  # municipalities in a message


class DeadlineForm(forms.Form):
    wave = forms.ModelChoiceField(Wave.objects.none(), label=_("Survey"), empty_label=None)
    until = forms.SplitDateTimeField(
        label=_("New deadline"),
        widget=AdminSplitDateTime,
        help_text=_("00:00 is the end of the day before: it is told as 24:00 of that day."),
    )
    sentence = TypedText(
        label=_("A sentence to the town hall (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        waves = Wave.objects.begun()
        self.fields["wave"].queryset = waves  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["wave"].initial = waves.first()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "wave" in cleaned and "until" in cleaned:
            try:
                require_later(cleaned["until"], cleaned["wave"].closes_at)
            except ValidationError as refused:
                self.add_error("until", refused)
        return cleaned


class DeadlineMixin(admin.ModelAdmin):
    """For the administration of municipalities."""

    actions = ["extend_deadline"]
    change_form_template = "admin/survey/municipality/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.extend_one)
        return [path("<ags:ags>/deadline/", view, name="survey_municipality_deadline"), *super().get_urls()]

    def has_extend_permission(self, request: HttpRequest) -> bool:
        """For the action below."""
        return request.user.is_authenticated and request.user.has_perm("survey.change_reopeningrequest")

    def extend_one(self, request: HttpRequest, ags: str) -> HttpResponse:
        if not self.has_extend_permission(request):
            raise PermissionDenied
        get_object_or_404(Municipality, pk=ags)
        return self._extend(request, Municipality.objects.filter(pk=ags))

    @admin.action(description=_("Give the chosen municipalities a later deadline"), permissions=["extend"])
    def extend_deadline(self, request: HttpRequest, municipalities: QuerySet[Municipality]) -> HttpResponse:
        return self._extend(request, municipalities)

    def _extend(self, request: HttpRequest, chosen: QuerySet[Municipality]) -> HttpResponse:
        """Ask for the deadline first; then all of them get it, or, if one is refused, none."""
        municipalities = list(chosen.select_related("district"))
        form = DeadlineForm(request.POST if "until_0" in request.POST else None)
        if form.is_valid() and self._give(request, municipalities, form):
            return redirect("admin:survey_municipality_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("A later deadline"),
            "opts": self.opts,
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),  # type: ignore[arg-type]  # any form
            "media": self.media + form.media,
            "municipalities": municipalities,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/survey/municipality/deadline.html", context, status=status)

    def _give(self, request: HttpRequest, municipalities: list[Municipality], form: DeadlineForm) -> bool:
        assert isinstance(request.user, User)  # noqa: S101 - whoever has the permission is logged in
        given = form.cleaned_data
        try:
            with transaction.atomic():
                written = [
                    extend_deadline(municipality=municipality, by=request.user, site=site_of(request), **given)
                    for municipality in municipalities
                ]
        except ValidationError as refused:
            form.add_error("until", refused)
        except TooManyLetters as refused:
            form.add_error(None, str(refused))
        else:
            self._tell(request, municipalities, written, deadline_text(given["until"]))
        return not form.errors

    def _tell(self, request: HttpRequest, given: list[Municipality], written: list[int], deadline: str) -> None:
        text = ngettext(
            "%(count)s municipality has until %(deadline)s; %(letters)s people were written to.",
            "%(count)s municipalities have until %(deadline)s; %(letters)s people were written to.",
            len(given),
        )
        words = {"count": len(given), "deadline": deadline, "letters": sum(written)}
        self.message_user(request, text % words, messages.SUCCESS)
        silent = [str(municipality) for municipality, count in zip(given, written, strict=True) if not count]
        if silent:
            self.message_user(request, _nobody_written_to(silent), messages.WARNING)


def _nobody_written_to(silent: list[str]) -> str:
    """With as many names as one reads in a message."""
    names = ", ".join(silent[:NAMED])
    if len(silent) <= NAMED:
        return gettext("Nobody there to write to: %(names)s.") % {"names": names}
    more = {"names": names, "more": len(silent) - NAMED}
    return gettext("Nobody there to write to: %(names)s and %(more)s more.") % more
