"""The administration as a place of work: what waits first, then municipalities, people and waves, then the rest."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

GROUPS = (
    (_("Municipalities"), ("Municipality", "District")),
    (_("People"), ("User", "Membership")),
    (_("Waves"), ("Wave", "Response", "Submission", "ReopeningRequest", "Questionnaire")),
)


class AdministrationConfig(AdminConfig):
    """In the place of `django.contrib.admin`."""

    default_site = "survey.administration.Administration"


class Administration(AdminSite):
    site_header = "Atlas Digitalisierung"
    site_title = "Atlas Digitalisierung"
    index_title = _("Administration")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from survey.admin.work import work_for  # the models are there only after this class

        work = work_for(request.user) if request.user.is_authenticated else []
        return super().index(request, {"work": work, **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """The survey's part is all there is; other parts do not exist."""
        found: HttpResponse = super().app_index(request, app_label, extra_context)
        return redirect("admin:index") if app_label == "survey" else found

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """In groups instead of apps, each with the address of its first list; what no group names is the rest."""
        models = [model for app in super().get_app_list(request, app_label) for model in app["models"]]
        rest = {model["object_name"]: model for model in models}
        groups = [(name, [rest.pop(key) for key in keys if key in rest]) for name, keys in GROUPS]
        return [_group(name, found) for name, found in [*groups, (_("Further"), list(rest.values()))] if found]


def _group(name: object, models: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "app_label": "survey",
        "app_url": models[0]["admin_url"],
        "has_module_perms": True,
        "models": models,
    }
