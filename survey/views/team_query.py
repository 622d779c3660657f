"""Queries as the team sees them: the question's wording and the conversation, never an answer that is not handed in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from survey import actions
from survey.access import require_team
from survey.models import Query, Wave
from survey.models.query import QuerySetOfQueries
from survey.question_forms import ReplyForm, TeamQueryForm
from survey.question_page import Thread
from survey.requests import PersonRequest, site_of

PER_PAGE = 50


@login_required
@require_safe
def queries(request: PersonRequest) -> HttpResponse:
    require_team(request.user)
    chosen = {"state": request.GET.get("state", ""), "wave": request.GET.get("wave", "")}
    found = filtered(Query.objects.with_return().by_urgency(), **chosen)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "states": [("waiting", _("waiting for the team")), *Query.State.choices],
        "waves": Wave.objects.begun(),
    }
    return render(request, "survey/team_queries.html", context)


def filtered(found: QuerySetOfQueries, state: str, wave: str) -> QuerySetOfQueries:
    """An unknown state counts as no choice; an unknown wave has no queries."""
    if state == "waiting":
        found = found.waiting_for_team()
    elif state in Query.State.values:
        found = found.filter(state=state)
    return found.filter(response__wave__slug=wave) if wave else found


@login_required
@require_safe
def query(request: PersonRequest, pk: int) -> HttpResponse:
    require_team(request.user)
    return show_thread(request, query_or_404(pk), ReplyForm(pk))


@login_required
@require_POST
def reply(request: PersonRequest, pk: int) -> HttpResponse:
    require_team(request.user)
    replied, form = query_or_404(pk), ReplyForm(pk, request.POST)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            actions.reply_query(query=replied, text=text, by=request.user, site=site_of(request), by_team=True)
        except actions.QueryClosed:
            form.add_error("text", _("Not sent: this query was closed meanwhile."))
        except actions.TooManyLetters as refused:
            form.add_error("text", str(refused))
        else:
            return redirect("survey:team_query", pk)
    return show_thread(request, replied, form, 422)


@login_required
@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    require_team(request.user)
    actions.close_query(query=query_or_404(pk), by_team=True)
    return redirect("survey:team_query", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    """Begin a query to a municipality that has opened its return of the wave."""
    require_team(request.user)
    wave = wave_or_404(request)
    form = TeamQueryForm(wave, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = actions.ask_query(**form.cleaned_data, by=request.user, site=site_of(request), by_team=True)
        except actions.TooManyLetters as refused:
            form.add_error("text", str(refused))
        else:
            return redirect("survey:team_query", asked.pk)
    context = {"form": form, "wave": wave, "waves": Wave.objects.begun()}
    return render(request, "survey/team_query_ask.html", context, status=422 if form.errors else 200)


def wave_or_404(request: HttpRequest) -> Wave:
    """The chosen wave, without a choice the last one that has begun."""
    waves = Wave.objects.with_questionnaire().begun()
    slug = request.GET.get("wave")
    wave: Wave | None = (waves.filter(slug=slug) if slug else waves).first()
    if wave is None:
        raise Http404
    return wave


def query_or_404(pk: int) -> Query:
    return get_object_or_404(Query.objects.with_return().with_conversation(), pk=pk)


def show_thread(request: PersonRequest, shown: Query, form: Form, status: int = 200) -> HttpResponse:
    thread = Thread(shown, by_team=True, may_write=True, form=form)
    context = {"thread": thread, "page_address": reverse("survey:team_query", args=[shown.pk])}
    return render(request, "survey/team_query.html", context, status=status)
