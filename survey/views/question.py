"""The page of one question, and what is written there: remarks, queries and evidence."""

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from survey import actions
from survey.access import desk_or_404, require_edit, require_remark
from survey.models import Remark, User
from survey.question_forms import EvidenceForm, QueryForm, RemarkForm, ReplyForm
from survey.question_page import EVIDENCE_ID, QuestionPage
from survey.requests import PersonRequest, site_of
from survey.views.answer import question_or_404


@login_required
@require_safe
def question(request: PersonRequest, wave_slug: str, ags: str, code: str) -> HttpResponse:
    return show(request, page_or_404(request.user, wave_slug, ags, code))


@login_required
@require_POST
def write_remark(request: PersonRequest, wave_slug: str, ags: str, code: str) -> HttpResponse:
    page = page_or_404(request.user, wave_slug, ags, code)
    require_remark(page.desk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return refuse(request, page, "remark", form)
    actions.write_remark(response=page.desk.response, code=code, text=form.cleaned_data["text"], by=request.user)
    return back_to(page, "remarks")


@login_required
@require_POST
def delete_remark(request: PersonRequest, wave_slug: str, ags: str, code: str, pk: int) -> HttpResponse:
    page = page_or_404(request.user, wave_slug, ags, code)
    if remark := page.desk.response.remarks.filter(code=code, pk=pk).first():
        actions.delete_remark(remark=remark, by=request.user)
    elif Remark.objects.filter(pk=pk):
        raise Http404  # beside another question; what is nowhere any more the other of two clicks has deleted
    return back_to(page, "remarks")


@login_required
@require_POST
def ask_query(request: PersonRequest, wave_slug: str, ags: str, code: str) -> HttpResponse:
    page = page_or_404(request.user, wave_slug, ags, code)
    require_remark(page.desk)
    form = QueryForm(request.POST)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            actions.ask_query(response=page.desk.response, code=code, text=text, by=request.user, site=site_of(request))
        except actions.TooManyLetters as refused:
            form.add_error("text", str(refused))
        else:
            return back_to(page, "queries")
    return refuse(request, page, "query", form)


@login_required
@require_POST
def reply_query(request: PersonRequest, wave_slug: str, ags: str, code: str, pk: int) -> HttpResponse:
    page = page_or_404(request.user, wave_slug, ags, code)
    require_remark(page.desk)
    query = get_object_or_404(page.desk.response.queries.filter(code=code), pk=pk)
    form = ReplyForm(pk, request.POST)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            actions.reply_query(query=query, text=text, by=request.user, site=site_of(request))
        except actions.QueryClosed:
            form.add_error("text", _("Not sent: this query was closed meanwhile."))
        except actions.TooManyLetters as refused:
            form.add_error("text", str(refused))
        else:
            return back_to(page, "queries")
    return refuse(request, page, f"reply-{pk}", form)


@login_required
@require_POST
def close_query(request: PersonRequest, wave_slug: str, ags: str, code: str, pk: int) -> HttpResponse:
    page = page_or_404(request.user, wave_slug, ags, code)
    require_remark(page.desk)
    actions.close_query(query=get_object_or_404(page.desk.response.queries.filter(code=code), pk=pk))
    return back_to(page, "queries")


@login_required
@require_POST
def evidence(request: PersonRequest, wave_slug: str, ags: str, code: str) -> HttpResponse:
    """Save the evidence, or remove it."""
    page = page_or_404(request.user, wave_slug, ags, code)
    require_edit(page.desk, page.section)
    if "remove" in request.POST:
        actions.remove_evidence(response=page.desk.response, code=code)
        return back_to(page, "evidence")
    form = EvidenceForm(request.POST, auto_id=EVIDENCE_ID)
    if not form.is_valid():
        return refuse(request, page, "evidence", form)
    actions.give_evidence(response=page.desk.response, code=code, by=request.user, **form.cleaned_data)
    return back_to(page, "evidence")


def page_or_404(user: User, wave_slug: str, ags: str, code: str) -> QuestionPage:
    desk = desk_or_404(user, wave_slug, ags)
    return QuestionPage(desk, *question_or_404(desk, code))


def refuse(request: PersonRequest, page: QuestionPage, name: str, form: Form) -> HttpResponse:
    """The page again, with the reason beside the field and what was typed still in it."""
    page.refused = {name: form}
    return show(request, page, status=422)


def show(request: PersonRequest, page: QuestionPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "desk": page.desk, "page_address": address_of(page)}
    return render(request, "survey/question.html", context, status=status)


def back_to(page: QuestionPage, part: str) -> HttpResponse:
    return redirect(f"{address_of(page)}#{part}")


def address_of(page: QuestionPage) -> str:
    return reverse("survey:question", args=[page.desk.wave.slug, page.desk.municipality.pk, page.question.code])
