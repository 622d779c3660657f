"""Numbers and tables of the Atlas as HTML."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from latex2mathml.converter import convert

from atlas import formats, labels, tables
from atlas.tables import Table
from smartregion.staticfiles import plotly_map_style_id

register = template.Library()


@register.filter
def score(value: float | None) -> str:
    return formats.decimal(value)


@register.filter
def share(value: float | None) -> str:
    return formats.percent(value)


register.simple_tag(plotly_map_style_id)


register.simple_tag(labels.assumption, name="assumption")


@register.simple_tag
@cache
def formula(tex: str) -> SafeString:
    """A formula on a line of its own, as MathML."""
    return mark_safe(convert(tex, display="block"))  # noqa: S308 - written in our own templates


@register.simple_tag
def table(data: Table, caption: str, query: str = "") -> SafeString:
    """A table with a heading for each column and row; joined by hand, because it may have thousands of rows.

    `query` chooses the wave of the profiles that the rows lead to.
    """
    head = "".join(
        f'<th scope="col"{_number(column.kind.is_number)}>{escape(column.label)}</th>' for column in data.columns
    )
    body = "".join(
        f'<tr><th scope="row">{_heading(first.text, key, query)}</th>'
        + "".join(f"<td{_number(cell.kind.is_number)}>{escape(cell.text)}</td>" for cell in rest)
        + "</tr>"
        for (first, *rest), key in zip(data.rows, data.keys, strict=True)
    )
    return format_html(
        '<div class="table-responsive" tabindex="0" role="region" aria-label="{0}">'
        '<table class="table table-sm"><caption class="visually-hidden">{0}</caption>'
        "<thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>{3}",
        caption,
        mark_safe(head),  # noqa: S308 - escaped above
        mark_safe(body),  # noqa: S308 - escaped above
        _rest(len(data.frame)),
    )


def _heading(text: str, ags: str, query: str) -> str:
    if not ags:
        return escape(text)
    address = reverse("atlas:municipality", args=[ags])
    return format_html('<a href="{}">{}</a>', f"{address}?{query}" if query else address, text)


def _rest(rows: int) -> SafeString:
    """What a cut table says of the rows that it leaves out."""
    if rows <= tables.MOST_ROWS:
        return SafeString()
    text = _("The first %(shown)s of %(rows)s rows; the CSV file has all of them.")
    return format_html("<p>{}</p>", text % {"shown": formats.integer(tables.MOST_ROWS), "rows": formats.integer(rows)})


def _number(is_number: bool) -> str:
    return ' class="number"' if is_number else ""
