"""Ways from one page of the administration to another, and to the site."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def link_to(row: Model, text: object = None) -> SafeString:
    address = reverse(f"admin:survey_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, row if text is None else text)


def lines(found: Iterable[object]) -> SafeString | str:
    """One below the other; a dash where there is nothing."""
    return format_html_join("", "<div>{}</div>", ((line,) for line in found)) or "–"


def breaking(address: str) -> SafeString:
    """An e-mail address that a narrow column breaks before its @, and elsewhere only if it must."""
    return format_html_join(SafeString("<wbr>@"), "{}", ((part,) for part in address.rsplit("@", 1)))


def short_time(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


class OnSiteMixin(admin.ModelAdmin):
    """With a way to the page of the Atlas about it, for those who may read it."""

    def view_on_site(self, obj: Model) -> str:
        raise NotImplementedError

    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page: Any = super().render_change_form(request, *args, **kwargs)
        page.context_data["has_absolute_url"] &= request.user.is_authenticated and request.user.reads_atlas
        return page


def atlas_page(ags: str, wave: str = "") -> str:
    query = f"?wave={wave}" if wave else ""
    return reverse("atlas:municipality", args=[ags]) + query
