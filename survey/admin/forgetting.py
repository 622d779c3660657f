"""To delete a person is to forget them, and the page that asks says what that means for this one."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from survey.actions import forget_person
from survey.actions.forget import kept_of
from survey.admin.coordination import in_words
from survey.coordination import coordination_by, coordination_of_active
from survey.models import User


class ForgettingAdmin(admin.ModelAdmin):
    def get_deleted_objects(self, objs: Iterable[User], request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What will happen, in sentences in place of Django's tree of records."""
        people = list(objs)
        sentences = [what_happens_to(person) for person in people]
        if alone := coordination_by(people, coordination_of_active()):
            sentences.append(_("Then nobody coordinates any more: %(returns)s.") % {"returns": in_words(alone)})
        barred = {str(person) for person in people if not self.has_delete_permission(request, person)}
        return sentences, {}, barred, []

    def delete_model(self, request: HttpRequest, person: User) -> None:
        forget_person(person=person)

    def delete_queryset(self, request: HttpRequest, people: QuerySet[User]) -> None:
        kept = [forget_person(person=person) for person in people].count(False)
        if kept:
            text = ngettext(
                "Of %(count)d person something stays, as that of a former person.",
                "Of %(count)d people something stays, as that of former people.",
                kept,
            )
            messages.info(request, text % {"count": kept})

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        if not User.objects.filter(pk=obj_id).exists():
            return super().response_delete(request, obj_display, obj_id)
        text = _("%(name)s is forgotten. What stays is that of a former person.")
        messages.success(request, text % {"name": obj_display})
        return redirect("admin:survey_user_changelist")


def what_happens_to(person: User) -> str:
    if kept := kept_of(person):
        text = _(
            "%(name)s becomes a former person: name, address, roles and log-in are removed for good. "
            "These stay as they are, without the name: %(kept)s."
        )
        stays = ", ".join(f"{kind} ({number})" for kind, number in sorted(kept.items()))
        return text % {"name": person, "kept": stays}
    text = _("%(name)s is deleted for good, with address, roles and log-in. Nothing else was given or done by them.")
    return text % {"name": person}
