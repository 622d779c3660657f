"""Districts and municipalities."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from survey.admin.keys import KeyAdmin
from survey.models import District, Municipality, Response, Wave
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
        states = [(state.value, str(state.label)) for state in (Response.State.SUBMITTED, Response.State.OPEN)]
        return [*states, (self.NOT_BEGUN, str(_("not begun")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Municipality]) -> QuerySet[Municipality]:
        if self.value() == self.NOT_BEGUN:
            return queryset.alias(state=state_in_current_wave()).filter(state__isnull=True)
        if self.value() in Response.State.values:
            return queryset.alias(state=state_in_current_wave()).filter(state=self.value())
        return queryset


def state_in_current_wave() -> Subquery:
    """State of a municipality's return in the wave that began last; NULL where it was never opened."""
    current = Wave.objects.begun().order_by("-opens_at").values("pk")[:1]
    returns = Response.objects.filter(municipality=OuterRef("pk"), wave=Subquery(current))
    return Subquery(returns.order_by().values("state")[:1])


@admin.register(Municipality)
class MunicipalityAdmin(KeyAdmin):
    list_display = ["known_name", "ags", "district", "kind", "population", "return_state"]
    list_filter = [ReturnStateFilter, "district", "kind", SizeClassFilter]
    list_select_related = ["district"]
    search_fields = ["unique_name", "ags"]
    fields = [
        "ags",
        "name",
        "kind",
        "district",
        "population",
        "size_class",
        "area_km2",
        "latitude",
        "longitude",
        "updated_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        return super().get_queryset(request).annotate(return_state=state_in_current_wave())

    def get_readonly_fields(self, request: HttpRequest, obj: Municipality | None = None) -> list[str]:
        """The key identifies a municipality for good, and its first digits name the district."""
        return ["ags", "district", "size_class", "updated_at"] if obj else ["size_class", "updated_at"]

    @admin.display(description=_("name"), ordering="sort_name")
    def known_name(self, municipality: Municipality) -> str:
        return str(municipality)

    @admin.display(description=_("size class"))
    def size_class(self, municipality: Municipality) -> str:
        return str(size_class_of(municipality.population).label) if municipality.pk else "–"

    @admin.display(description=_("return"), ordering="return_state")
    def return_state(self, municipality: Municipality) -> str:
        state: str | None = municipality.return_state  # type: ignore[attr-defined]  # annotated above
        return str(Response.State(state).label if state else _("not begun"))
