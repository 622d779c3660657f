"""Questionnaires and waves."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from survey.actions import WaveInUse, delete_wave
from survey.actions.delete_wave import require_unused
from survey.admin.keys import KeyAdmin
from survey.admin.read_only import ReadOnlyAdmin
from survey.models import Municipality, Questionnaire, Response, Wave
from survey.questionnaire.document import translated


@admin.register(Questionnaire)
class QuestionnaireAdmin(ReadOnlyAdmin):
    """Questionnaires come from files, by `manage.py load_questionnaire`."""

    list_display = ["slug", "version", "wave_count", "loaded_at"]
    fields = ["slug", "version", "title", "summary", "loaded_at", "checksum"]
    readonly_fields = ["title", "summary"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Questionnaire]:
        return super().get_queryset(request).defer("content").annotate(wave_count=Count("waves"))

    @admin.display(description=_("waves"), ordering="wave_count")
    def wave_count(self, questionnaire: Questionnaire) -> int:
        return questionnaire.wave_count  # type: ignore[attr-defined]  # annotated above

    @admin.display(description=_("title"))
    def title(self, questionnaire: Questionnaire) -> str:
        return translated(questionnaire.document.questionnaire, "title", get_language() or "de")

    @admin.display(description=_("sections and their questions"))
    def summary(self, questionnaire: Questionnaire) -> SafeString:
        language = get_language() or "de"
        return format_html_join(
            "",
            "<div>{} {}: {}</div>",
            (
                (section.code, translated(section, "title", language), len(section.questions))
                for section in questionnaire.document.sections
            ),
        )


def number_of_municipalities() -> Subquery:
    everyone = Municipality.objects.order_by().annotate(group=Value(1)).values("group")
    return Subquery(everyone.annotate(number=Count("pk")).values("number"))


def what_goes(wave: Wave) -> list[str]:
    """What is deleted with a wave in which nothing was given, in words."""
    returns, roles = wave.responses.count(), wave.memberships.count()
    return [
        ngettext("%(count)s return without any answer", "%(count)s returns without any answer", returns)
        % {"count": returns},
        ngettext("%(count)s role for this survey alone", "%(count)s roles for this survey alone", roles)
        % {"count": roles},
    ]


class WaveForm(forms.ModelForm):
    class Meta:
        help_texts = {"closes_at": _("00:00 is the end of the day before: it is told as 24:00 of that day.")}

    def clean(self) -> dict[str, Any] | None:
        """A return that somebody begins now waits for the lock until the wave is saved."""
        cleaned = super().clean()
        changed = {"slug", "questionnaire"}.intersection(self.changed_data)
        if changed and self.instance.pk:
            wave = Wave.objects.select_for_update().get(pk=self.instance.pk)
            if wave.responses.exists():
                for name in changed:
                    self.add_error(name, _("A return has begun meanwhile, so that this stays as it is."))
        return cleaned


@admin.register(Wave)
class WaveAdmin(KeyAdmin):
    form = WaveForm
    list_display = ["title", "opens_at", "closes_at", "is_open_now", "handed_in", "requires_release", "is_synthetic"]
    # Titles are no names: their order is that of time.
    sortable_by = ["opens_at", "closes_at", "handed_in", "requires_release", "is_synthetic"]
    search_fields = ["slug", "title", "title_en"]
    fields = [
        *("slug", "title", "title_en", "questionnaire", "opens_at", "closes_at"),
        *("requires_release", "target_participation", "published_at", "is_synthetic", "handed_in"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wave]:
        submitted = Count("responses", filter=Q(responses__state=Response.State.SUBMITTED))
        waves = super().get_queryset(request).select_related("questionnaire").defer("questionnaire__content")
        return waves.annotate(submitted_count=submitted, municipality_count=number_of_municipalities())

    def get_readonly_fields(self, request: HttpRequest, obj: Wave | None = None) -> list[str]:
        """Once a return has begun, its questions and the address of its pages stay as they are."""
        return ["handed_in", "slug", "questionnaire"] if obj and obj.responses.exists() else ["handed_in"]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Waves are deleted one by one."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_model(self, request: HttpRequest, obj: Wave, form: forms.ModelForm, change: bool) -> None:
        """An opening may be put off; whoever has begun is not left before a closed door without a word."""
        super().save_model(request, obj, form, change)
        if obj.is_upcoming() and (count := obj.responses.count()):
            text = ngettext(
                "%(count)s return has begun already: until the new opening it can be read, but not changed.",
                "%(count)s returns have begun already: until the new opening they can be read, but not changed.",
                count,
            )
            self.message_user(request, text % {"count": count}, messages.WARNING)

    def get_deleted_objects(self, objs: Iterable[Wave], request: HttpRequest) -> Any:
        """What goes with a wave, for the question before, or why it stays."""
        (wave,) = objs
        try:
            require_unused(wave)
        except WaveInUse as refused:
            return [], {}, set(), [str(refused)]
        return [str(wave), *what_goes(wave)], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Wave) -> None:
        delete_wave(wave=obj)

    @admin.display(description=_("open"), boolean=True)
    def is_open_now(self, wave: Wave) -> bool:
        return wave.is_open()

    @admin.display(description=_("handed in"), ordering="submitted_count")
    def handed_in(self, wave: Wave) -> str:
        if wave.pk is None:
            return "–"
        numbers = {"n": wave.submitted_count, "all": wave.municipality_count or 0}  # type: ignore[attr-defined]  # annotated above
        return str(_("%(n)s of %(all)s")) % numbers
