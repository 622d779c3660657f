"""Pages and downloads of the Atlas."""

from collections.abc import Callable

from crispy_forms.utils import render_crispy_form
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from atlas import dashboards, exports, frames
from atlas.facts import facts_of
from atlas.filters import Selection, SelectionForm, selection_or_404
from atlas.pages import kept
from atlas.profiles.pdf import profile_pdf
from atlas.profiles.profile import profile_of
from survey.access import require_analyst, require_result_reader
from survey.models import Municipality
from survey.printouts.typesetting import pdf_reply
from survey.requests import PersonRequest

# plotly.js writes a few style attributes while it draws.
plotly_page = csp_update({"style-src-attr": ["'unsafe-inline'"]})


@login_required
@require_safe
@plotly_page
def overview(request: PersonRequest) -> HttpResponse:
    require_analyst(request.user)
    form = SelectionForm(request.GET)
    selection, version = form.selection(), frames.data_version()

    def make() -> str:
        dashboard = dashboards.overview(selection)
        return render_to_string("atlas/_dashboard.html", {"dashboard": dashboard, "selection": selection})

    cards = kept(version, "overview", selection.query, make=make)
    context = {"filters": filters(form, version, selection), "selection": selection, "cards": cards}
    return render(request, "atlas/overview.html", context)


def filters(form: SelectionForm, version: str, selection: Selection) -> SafeString:
    """The form as HTML; kept unless it complains, because laying it out takes longer than all the rest of the page."""
    if form.errors:
        return render_crispy_form(form)
    parts = ("filters", *form.fields, form.newest.slug, selection.query)
    return kept(version, *parts, make=lambda: render_crispy_form(form))


@login_required
@require_safe
@plotly_page
def robustness(request: PersonRequest) -> HttpResponse:
    """Who is missing, what that may mean for the figures, and what would change them."""
    return _of_the_region(request, "robustness", _robustness_content)


@login_required
@require_safe
def method(request: PersonRequest) -> HttpResponse:
    """How the figures come about, with those of the wave filled in."""
    return _of_the_region(request, "method", _method_content)


def _of_the_region(request: PersonRequest, name: str, content: Callable[[Selection], str]) -> HttpResponse:
    """A page of which only the wave can be chosen."""
    require_analyst(request.user)
    form = SelectionForm(request.GET, whole_region=True)
    selection, version = form.selection(), frames.data_version()
    html = kept(version, name, selection.query, make=lambda: content(selection))
    context = {"filters": filters(form, version, selection), "selection": selection, "page": html}
    return render(request, f"atlas/{name}.html", context)


def _robustness_content(selection: Selection) -> str:
    dashboard = dashboards.robustness_report(selection.wave)
    return render_to_string("atlas/_dashboard.html", {"dashboard": dashboard, "selection": selection})


def _method_content(selection: Selection) -> str:
    return render_to_string("atlas/_method.html", {"method": facts_of(selection.wave), "selection": selection})


@login_required
@require_safe
def card(request: PersonRequest, key: str) -> HttpResponse:
    """The table behind a chart as CSV."""
    require_analyst(request.user)
    selection = selection_or_404(request.GET)
    return exports.card(dashboards.card_or_404(key, selection), selection.wave)


@login_required
@require_safe
@plotly_page
def municipality(request: PersonRequest, ags: str) -> HttpResponse:
    """A municipality's own result beside its district, its size class and the region, and its peers."""
    require_result_reader(request.user, ags)
    town, wave = get_object_or_404(Municipality, pk=ags), SelectionForm(request.GET).selection().wave
    profile = profile_of(ags, wave, sees_all=request.user.reads_atlas)
    return render(request, "atlas/municipality.html", {"municipality": town, "wave": wave, "profile": profile})


@login_required
@require_safe
def municipality_pdf(request: PersonRequest, ags: str) -> HttpResponse:
    """The profile for the council: whoever asks, what the municipality itself may see."""
    require_result_reader(request.user, ags)
    wave = selection_or_404(request.GET).wave
    town = get_object_or_404(Municipality.objects.select_related("district"), pk=ags)
    profile = profile_of(ags, wave, sees_all=False)
    if profile.result is None:
        raise Http404
    name = _("profile")
    return pdf_reply(profile_pdf(town, wave, profile, timezone.now()), f"{wave.slug}_{ags}_{name}")


def download(export: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for analysts that sends an export of the chosen wave."""

    @login_required
    @require_safe
    def view(request: PersonRequest) -> HttpResponseBase:
        require_analyst(request.user)
        return export(selection_or_404(request.GET).wave)

    return view


answers = download(exports.answers)
municipalities = download(exports.municipalities)
participation = download(exports.participation)
reliability = download(exports.reliability)


@login_required
@require_safe
def districts(request: PersonRequest) -> HttpResponse:
    """Means per municipality or, with `?weighting=inhabitants`, per inhabitant."""
    require_analyst(request.user)
    weighting = request.GET.get("weighting", "municipalities")
    if weighting not in exports.WEIGHTINGS:
        raise Http404
    return exports.districts(selection_or_404(request.GET).wave, weighting)
