"""People and their memberships."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from survey.admin.coordination import WatchedCoordination
from survey.admin.forgetting import ForgettingAdmin
from survey.admin.keys import KeyAdmin, KeyMixin
from survey.admin.links import breaking
from survey.letters import send_notice
from survey.models import Letter, Membership, User

ROLES = ("is_analyst", "is_staff", "is_superuser")
NO_ROLES = dict.fromkeys(ROLES, False)


def never_here(people: QuerySet[User]) -> QuerySet[User]:
    """Those who may log in and never did."""
    return people.filter(is_active=True, last_login=None)


class SeenFilter(admin.SimpleListFilter):
    title, parameter_name = _("logged in"), "seen"
    NEVER = "never"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(self.NEVER, str(_("never"))), ("once", str(_("at least once")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == self.NEVER:
            return never_here(queryset)
        return queryset.exclude(last_login=None) if self.value() == "once" else queryset


class MembershipFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        """Django does not compare rows whose wave is empty; the database does."""
        super().clean()
        rows = [
            (form.cleaned_data["municipality"], form.cleaned_data.get("wave"))
            for form in self.forms
            if form.cleaned_data.get("municipality") and not form.cleaned_data.get("DELETE")
        ]
        if len(set(rows)) < len(rows):
            raise ValidationError(_("This person already has a role in this municipality."))


class MembershipInline(KeyMixin, admin.TabularInline):
    model = Membership
    formset = MembershipFormSet
    autocomplete_fields = ["municipality"]
    extra = 1


@admin.register(User)
class UserAdmin(WatchedCoordination, ForgettingAdmin, KeyAdmin):
    """People log in by a code sent to their e-mail address: a password is neither needed nor asked for."""

    list_display = ["known_name", "address", "municipalities", "roles", "is_active", "last_login"]
    list_filter = [SeenFilter, "memberships__role", *ROLES, "is_active"]
    search_fields = ["name", "email", "memberships__municipality__unique_name"]
    inlines = [MembershipInline]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["remove_authenticator"]
    fieldsets = [
        (None, {"fields": ["email", "name", "is_active"]}),
        (_("Roles beyond the own municipality"), {"fields": ROLES}),
        (_("History"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Of somebody forgotten there is nothing to look after."""
        return super().get_queryset(request).filter(forgotten_at=None).prefetch_related("memberships__municipality")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only admins hand out roles, else the office could give itself any."""
        return [*self.readonly_fields] if is_admin(request) else [*self.readonly_fields, *ROLES]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody finds out a password, or its absence, by filtering the list."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[User], search_term: str) -> Any:
        """The picker of a role offers whom one may give it to."""
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        is_picker = request.path == reverse("admin:autocomplete")
        return found.filter(**NO_ROLES) if is_picker and not is_admin(request) else found, has_duplicates

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever may change the address of a person receives their log-in codes."""
        return super().has_change_permission(request, obj) and may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody cuts off the branch they sit on."""
        return super().has_delete_permission(request, obj) and may_touch(request, obj) and obj != request.user

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        if "is_active" in form.changed_data:
            obj.session_generation += 1  # else a closed account that opens again would revive its old sessions
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            send_notice(to=form.initial["email"], kind=Letter.Kind.ADDRESS_CHANGED, person=obj)
        if obj == request.user:
            update_session_auth_hash(request, obj)

    def has_roles_permission(self, request: HttpRequest) -> bool:
        """For the action below."""
        return is_admin(request)

    @admin.action(description=_("Remove the authenticator app of the chosen people"), permissions=["roles"])
    def remove_authenticator(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """For whoever lost the telephone and the recovery codes: the next log-in sets up another one."""
        for person in people.filter(authenticator__type=Authenticator.Type.TOTP):
            Authenticator.objects.filter(user=person).delete()
            self.message_user(request, _("%(name)s sets up another authenticator app.") % {"name": person})

    @admin.display(description=_("name"), ordering="sort_name")
    def known_name(self, user: User) -> str:
        return str(user)

    @admin.display(description=_("e-mail address"), ordering="email")
    def address(self, user: User) -> str:
        return breaking(user.email)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(str(label_for_field(name, User)) for name in ROLES if getattr(user, name)) or "–"

    @admin.display(description=_("municipalities"))
    def municipalities(self, user: User) -> str:
        found = {membership.municipality for membership in user.memberships.all()}
        return ", ".join(str(town) for town in sorted(found, key=lambda town: (town.sort_name, town.pk)))


def is_admin(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.is_superuser


def may_touch(request: HttpRequest, person: User | None) -> bool:
    """People with roles beyond a municipality are in the care of admins."""
    return is_admin(request) or person is None or not person.has_wider_role


@admin.register(Membership)
class MembershipAdmin(WatchedCoordination, KeyAdmin):
    list_display = ["user", "municipality", "role", "wave"]
    list_filter = ["role", "wave", "municipality__district"]
    list_select_related = ["user", "municipality", "wave"]
    search_fields = ["user__name", "user__email", "municipality__unique_name", "municipality__ags"]
    autocomplete_fields = ["user", "municipality"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The office gives roles in a town hall to its people, not to itself."""
        if db_field.name == "user" and not is_admin(request):
            kwargs["queryset"] = User.objects.filter(**NO_ROLES)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_touch(request, obj.user if obj else None)

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return super().has_delete_permission(request, obj) and may_touch(request, obj.user if obj else None)
