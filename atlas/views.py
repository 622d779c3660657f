"""Pages and downloads of the Atlas."""

from collections.abc import Callable
from typing import Any

from crispy_forms.utils import render_crispy_form
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from atlas import dashboards, exports
from atlas.cards import Card
from atlas.catalogue import entries
from atlas.dashboards.page import Page, filled
from atlas.facts import facts_of
from atlas.filters import Selection, SelectionForm, selection_or_404
from atlas.inquiries import inquiry_of
from atlas.material import Material
from atlas.pages import kept
from atlas.profiles.pdf import profile_pdf
from atlas.profiles.profile import profile_of
from survey.access import require_analyst, require_result_reader
from survey.models import Municipality, Wave
from survey.printouts.typesetting import pdf_reply
from survey.requests import PersonRequest

# plotly.js writes a few style attributes while it draws, and paints a figure to be saved from a blob.
plotly_page = csp_update({"style-src-attr": ["'unsafe-inline'"], "img-src": ["blob:"]})


@login_required
@require_safe
@plotly_page
def dashboard(request: PersonRequest, key: str) -> HttpResponse:
    """A page of cards."""
    require_analyst(request.user)
    page = dashboards.PAGES[key]
    form = SelectionForm(request.GET, options=page.options, whole_region=page.whole_region)
    context = cards_context(request, page, form) | {"page": page}
    return render(request, [f"atlas/{key}.html", "atlas/dashboard.html"], context)


def cards_context(request: PersonRequest, page: Page, form: SelectionForm) -> dict[str, Any]:
    """The frame of a page and its cards as finished HTML."""
    selection = form.selection()
    material = Material(selection)

    def make() -> str:
        context = {"dashboard": filled(page, material), "selection": selection}
        return render_to_string("atlas/_dashboard.html", context)

    live = page.live(material) if page.live else ""
    content = kept(selection.version, page.key, selection.page_query, live, make=make)
    frame = page_context(request, page.key, selection)
    return frame | {"filters": filters(form, selection), "content": content}


@login_required
@require_safe
@plotly_page
def question(request: PersonRequest, code: str) -> HttpResponse:
    """One question: wording, answers by group, what was left open."""
    require_analyst(request.user)
    page = dashboards.PAGES["question"]
    form = SelectionForm(with_value(request.GET, "question", code), options=page.options)
    try:
        inquiry = inquiry_of(form.chosen_wave.questionnaire.document, code)
    except KeyError as error:
        raise Http404 from error
    context = cards_context(request, page, form) | {"inquiry": inquiry, "current": "questions"}
    return render(request, "atlas/question.html", context)


def with_value(data: QueryDict, name: str, value: str) -> QueryDict:
    changed = data.copy()
    changed[name] = value
    return changed


@login_required
@require_safe
def questions(request: PersonRequest) -> HttpResponse:
    """The list of all questions, and the search in it."""
    require_analyst(request.user)
    form = SelectionForm(request.GET, options=("search",))
    selection = form.selection()
    material = Material(selection)

    def make() -> str:
        search = selection.option("search")
        found = entries(material.document, material.states(), section=selection.section, search=search)
        return render_to_string("atlas/_questions.html", {"entries": found, "selection": selection})

    content = kept(selection.version, "questions", selection.page_query, make=make)
    context = page_context(request, "questions", selection)
    context |= {"filters": filters(form, selection), "content": content}
    return render(request, "atlas/questions.html", context)


def page_context(request: PersonRequest, key: str, selection: Selection) -> dict[str, Any]:
    """What the frame of every page needs: navigation, and the address under which it can be cited."""
    address = request.build_absolute_uri(f"{request.path}?{selection.page_query}")
    return {"pages": dashboards.NAVIGATION, "current": key, "selection": selection, "address": address}


def filters(form: SelectionForm, selection: Selection) -> SafeString:
    """The form as HTML; kept unless it complains, because laying it out takes longer than all the rest of the page."""
    if form.errors:
        return render_crispy_form(form)
    parts = ("filters", *form.options, str(form.whole_region), form.newest.slug, selection.page_query)
    return kept(selection.version, *parts, make=lambda: render_crispy_form(form))


@login_required
@require_safe
def method(request: PersonRequest) -> HttpResponse:
    """How the figures come about, with those of the wave filled in."""
    require_analyst(request.user)
    form = SelectionForm(request.GET, whole_region=True)
    selection = form.selection()

    def make() -> str:
        facts = facts_of(selection.wave, Material(selection).evidence)
        return render_to_string("atlas/_method.html", {"method": facts, "selection": selection})

    content = kept(selection.version, "method", selection.query, make=make)
    context = page_context(request, "method", selection)
    context |= {"filters": filters(form, selection), "content": content}
    return render(request, "atlas/method.html", context)


@login_required
@require_safe
def card(request: PersonRequest, key: str, send: Callable[[Card, Wave], HttpResponse]) -> HttpResponse:
    """The table behind a chart as a file."""
    require_analyst(request.user)
    page = dashboards.page_of_card_or_404(key)
    selection = selection_or_404(request.GET, options=page.options)
    return send(dashboards.card_of(page, key, Material(selection)), selection.wave)


@login_required
@require_safe
@plotly_page
def municipality(request: PersonRequest, ags: str) -> HttpResponse:
    """A municipality's own result beside its district, its size class and the region, and its peers."""
    require_result_reader(request.user, ags)
    selection = SelectionForm(request.GET).selection()  # before the municipality: it reads the version of the data
    town = get_object_or_404(Municipality, pk=ags)
    wave, sees_all = selection.wave, request.user.reads_atlas

    def make() -> str:
        profile = profile_of(ags, selection, sees_all=sees_all)
        context = {"municipality": town, "wave": wave, "profile": profile, "wave_query": f"?wave={wave.slug}"}
        return render_to_string("atlas/_municipality.html", context)

    content = kept(selection.version, "municipality", ags, wave.slug, str(sees_all), make=make)
    context = page_context(request, "municipality", selection)
    context |= {"municipality": town, "wave": wave, "content": content}
    return render(request, "atlas/municipality.html", context)


@login_required
@require_safe
def profile_card(
    request: PersonRequest, ags: str, key: str, send: Callable[[Card, Wave], HttpResponse]
) -> HttpResponse:
    """The table of a card of a profile as a file."""
    require_result_reader(request.user, ags)
    selection, town = selection_or_404(request.GET), get_object_or_404(Municipality, pk=ags)
    found = profile_of(town.pk, selection, sees_all=request.user.reads_atlas).cards
    if key not in found:
        raise Http404
    return send(found[key], selection.wave)


@login_required
@require_safe
def municipality_pdf(request: PersonRequest, ags: str) -> HttpResponse:
    """The profile for the council: whoever asks, what the municipality itself may see."""
    require_result_reader(request.user, ags)
    selection = selection_or_404(request.GET)
    town, wave = get_object_or_404(Municipality.objects.select_related("district"), pk=ags), selection.wave
    profile = profile_of(ags, selection, sees_all=False)
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
