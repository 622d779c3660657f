"""Districts and municipalities."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from survey.admin.deadline import DeadlineMixin
from survey.admin.keys import KeyAdmin
from survey.admin.links import OnSiteMixin, atlas_page, lines, link_to
from survey.models import Answer, District, Membership, Municipality, Response, Wave
from survey.size_classes import SIZE_CLASSES, size_class_of


@admin.register(District)
class DistrictAdmin(KeyAdmin):
    list_display = ["known_name", "ags", "municipality_count"]
    search_fields = ["ags", "name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[District]:
        return super().get_queryset(request).annotate(municipality_count=Count("municipalities"))

    def get_readonly_fields(self, request: HttpRequest, obj: District | None = None) -> list[str]:
        return ["ags"] if obj else []

    @admin.display(description=_("name"), ordering="sort_name")
    def known_name(self, district: District) -> str:
        return str(district)

    @admin.display(description=_("municipalities"), ordering="municipality_count")
    def municipality_count(self, district: District) -> int:
        return district.municipality_count  # type: ignore[attr-defined]  # annotated above


class SizeClassFilter(admin.SimpleListFilter):
    title = _("size class")
    parameter_name = "size_class"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(size_class.code, str(size_class.label)) for size_class in SIZE_CLASSES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Municipality]) -> QuerySet[Municipality]:
        for size_class in SIZE_CLASSES:
            if size_class.code == self.value():
                return queryset & Municipality.objects.in_size_class(size_class)
        return queryset


class ReturnStateFilter(admin.SimpleListFilter):
    """The state of the return in the wave that began last."""

    title = _("return in the current wave")
    parameter_name = "return"
    NOT_BEGUN = "none"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [*((state.value, str(state.label)) for state in Response.State), (self.NOT_BEGUN, str(_("not begun")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Municipality]) -> QuerySet[Municipality]:
        if self.value() == self.NOT_BEGUN:
            return queryset.alias(state=state_in_current_wave()).filter(state__isnull=True)
        if self.value() in Response.State.values:
            return queryset.alias(state=state_in_current_wave()).filter(state=self.value())
        return queryset


class CoordinationFilter(admin.SimpleListFilter):
    title, parameter_name = _("coordination"), "coordination"
    WITHOUT = "none"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(self.WITHOUT, str(_("without")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Municipality]) -> QuerySet[Municipality]:
        return without_coordination(queryset) if self.value() == self.WITHOUT else queryset


def current_wave() -> Subquery:
    """The key of the wave that began last."""
    return Subquery(Wave.objects.begun().order_by("-opens_at").values("pk")[:1])


def state_in_current_wave() -> Subquery:
    """State of a municipality's return in the wave that began last; NULL where nobody has answered anything."""
    untouched = Q(state=Response.State.OPEN) & ~Exists(Answer.objects.filter(response=OuterRef("pk")))
    returns = Response.objects.filter(~untouched, municipality=OuterRef("pk"), wave=current_wave())
    return Subquery(returns.order_by().values("state")[:1])


def without_coordination(towns: QuerySet[Municipality]) -> QuerySet[Municipality]:
    """Municipalities in which nobody who may log in coordinates the wave that began last."""
    roles = Membership.objects.filter(municipality=OuterRef("pk"), user__is_active=True).order_by()
    special = Membership.objects.filter(
        user=OuterRef("user"), municipality=OuterRef("municipality"), wave=current_wave()
    )
    in_force = Q(wave=current_wave()) | (Q(wave=None) & ~Exists(special))
    return towns.filter(~Exists(roles.filter(in_force, role=Membership.Role.COORDINATOR)))


def returns_of(municipality: Municipality) -> QuerySet[Response]:
    return municipality.responses.select_related("wave").order_by("wave")


def return_in_words(response: Response) -> str:
    return f"{response.wave}: {response.get_state_display()}"


@admin.register(Municipality)
class MunicipalityAdmin(DeadlineMixin, OnSiteMixin, KeyAdmin):
    list_display = ["known_name", "key", "district", "kind", "population", "return_state"]
    ordering = ["sort_name", "ags"]
    list_filter = [ReturnStateFilter, CoordinationFilter, "district", "kind", SizeClassFilter]
    list_select_related = ["district"]
    search_fields = ["unique_name", "ags"]
    register_fields = [
        *("ags", "name", "kind", "district", "population", "size_class"),
        *("area_km2", "latitude", "longitude", "updated_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        return super().get_queryset(request).annotate(return_state=state_in_current_wave())

    def get_readonly_fields(self, request: HttpRequest, obj: Municipality | None = None) -> list[str]:
        """The key identifies a municipality for good, and its first digits name the district."""
        shown = ["size_class", "updated_at", "people", "returns", "returns_in_words"]
        return ["ags", "district", *shown] if obj else shown

    def get_fieldsets(self, request: HttpRequest, obj: Municipality | None = None) -> Any:
        """The office, which reads no answers, is told of returns without a way to them."""
        returns = "returns" if request.user.has_perm("survey.view_response") else "returns_in_words"
        work = (_("People and returns"), {"fields": ["people", returns]})
        return [(None, {"fields": self.register_fields}), *([work] if obj else [])]

    def view_on_site(self, obj: Model) -> str:
        return atlas_page(str(obj.pk))

    @admin.display(description=_("people"))
    def people(self, municipality: Municipality) -> str:
        found = municipality.memberships.select_related("user", "wave")
        return lines(
            format_html(
                "{} ({}): {}, {}",
                link_to(membership.user, membership.known_as),
                membership.user.email,
                membership.get_role_display(),
                membership.wave or _("in all waves"),
            )
            for membership in found
        )

    @admin.display(description=_("returns"))
    def returns(self, municipality: Municipality) -> str:
        return lines(link_to(row, return_in_words(row)) for row in returns_of(municipality))

    @admin.display(description=_("returns"))
    def returns_in_words(self, municipality: Municipality) -> str:
        return lines(return_in_words(row) for row in returns_of(municipality))

    @admin.display(description=_("name"), ordering="sort_name")
    def known_name(self, municipality: Municipality) -> str:
        return str(municipality)

    @admin.display(description="AGS", ordering="ags")
    def key(self, municipality: Municipality) -> str:
        return str(municipality.pk)

    @admin.display(description=_("size class"))
    def size_class(self, municipality: Municipality) -> str:
        return str(size_class_of(municipality.population).label) if municipality.pk else "–"

    @admin.display(description=_("return"), ordering="return_state")
    def return_state(self, municipality: Municipality) -> str:
        state: str | None = municipality.return_state  # type: ignore[attr-defined]  # annotated above
        return str(Response.State(state).label if state else _("not begun"))
