"""The published part of the Atlas, open to everybody without an account."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from atlas import exports, frames
from atlas.cards import Card
from atlas.dashboards.published import BUILDERS, published_dashboard
from atlas.pages import kept
from atlas.publications import Published, published
from atlas.views import plotly_page
from survey.models import Wave


@require_safe
def newest(request: HttpRequest) -> HttpResponseBase:
    """Leads to the wave published last."""
    wave = Wave.objects.published().order_by("-published_at").first()
    if wave is None:
        raise Http404
    return redirect("atlas:published", wave.slug)


@require_safe
@plotly_page
def page(request: HttpRequest, wave_slug: str) -> HttpResponse:
    """Region and districts of a published wave, with the method and downloads."""
    version, wave = _wave_or_404(wave_slug)

    def make() -> str:
        found = published(wave, version)
        document = wave.questionnaire.document
        context = {"dashboard": published_dashboard(found), "wave": wave, "scoring": document.scoring}
        return render_to_string("atlas/_published.html", context)

    context = {
        "wave": wave,
        "waves": Wave.objects.published().order_by("-published_at"),
        "content": kept(version, "published", wave.slug, make=make),
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "atlas/published.html", context)


@require_safe
def card(request: HttpRequest, wave_slug: str, key: str, send: Callable[[Card, Wave], HttpResponse]) -> HttpResponse:
    """The table of a card as a file."""
    wave, found = _published_or_404(wave_slug)
    if key not in BUILDERS:
        raise Http404
    return send(BUILDERS[key](found), wave)


@require_safe
def means(request: HttpRequest, wave_slug: str) -> HttpResponse:
    """All published means as CSV, with the reason where one is kept back."""
    wave, found = _published_or_404(wave_slug)
    return exports.published_means(found.means, wave)


def _published_or_404(slug: str) -> tuple[Wave, Published]:
    version, wave = _wave_or_404(slug)
    return wave, published(wave, version)


def _wave_or_404(slug: str) -> tuple[str, Wave]:
    """The version of the data, read before the wave: see `filters.Selection`."""
    version = frames.data_version()
    return version, get_object_or_404(Wave.objects.with_questionnaire().published(), slug=slug)
