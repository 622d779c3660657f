"""Everybody says what they are called."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from survey.invitation import NameForm
from survey.requests import PersonRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_name(request: PersonRequest) -> HttpResponse:
    person = request.user
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        person.name = form.cleaned_data["name"]
        person.save(update_fields=["name"])
        messages.success(request, _("Your name is saved: %(name)s.") % {"name": person})
        return redirect("survey:own_name")
    return render(request, "survey/own_name.html", {"form": form}, status=422 if form.errors else 200)
