"""Requests for a later deadline, decided by admins."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from survey.actions import decide_reopening
from survey.actions.reopening import require_undecided
from survey.admin.typed import TYPED
from survey.deadlines import require_later
from survey.models import ReopeningRequest
from survey.models.questionnaire import EPOCH

State = ReopeningRequest.State
DECISIONS = [(State.GRANTED, _("grant, with a new deadline")), (State.DECLINED, _("decline"))]


class DecisionForm(forms.ModelForm):
    decision = forms.ChoiceField(label=_("decision"), choices=DECISIONS, widget=forms.RadioSelect)

    class Meta:
        model = ReopeningRequest
        fields = ["extended_until", "reply"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        require_undecided(self.instance)
        until = cleaned.get("extended_until")
        if cleaned.get("decision") == State.DECLINED:
            cleaned["extended_until"] = None
        elif "extended_until" in cleaned:
            try:
                require_later(until or EPOCH, self.instance.response.wave.closes_at)
            except ValidationError as refused:
                self.add_error("extended_until", refused)
        return cleaned


@admin.register(ReopeningRequest)
class ReopeningRequestAdmin(admin.ModelAdmin):
    form = DecisionForm
    formfield_overrides = TYPED
    list_display = ["response", "requested_at", "requested_by", "state", "extended_until", "decided_by"]
    list_filter = ["state", "response__wave", "response__municipality__district"]
    list_select_related = ["response__municipality", "response__wave", "requested_by", "decided_by"]
    search_fields = ["response__municipality__unique_name", "response__municipality__ags"]
    asked = ["response", "requested_by", "requested_at", "reason"]
    decided = ["state", "extended_until", "reply", "decided_by", "decided_at"]

    def get_fields(self, request: HttpRequest, obj: ReopeningRequest | None = None) -> Any:
        is_open = obj is not None and self.has_change_permission(request, obj)
        return [*self.asked, *(["decision", "extended_until", "reply"] if is_open else self.decided)]

    def get_readonly_fields(self, request: HttpRequest, obj: ReopeningRequest | None = None) -> list[str]:
        return self.asked

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ReopeningRequest | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ReopeningRequest | None = None) -> bool:
        """A decision is final; what was decided can be read. Whoever comes second is told by the form."""
        is_open = obj is None or obj.state == State.OPEN or request.method == "POST"
        return super().has_change_permission(request, obj) and is_open

    def save_model(self, request: HttpRequest, obj: ReopeningRequest, form: DecisionForm, change: bool) -> None:
        place = [obj.response.wave.slug, obj.response.municipality_id]
        decide_reopening(
            request=obj,
            by=request.user,  # type: ignore[arg-type]  # an admin is logged in
            extended_until=form.cleaned_data["extended_until"],
            reply=form.cleaned_data["reply"],
            link=request.build_absolute_uri(reverse("survey:overview", args=place)),
        )
