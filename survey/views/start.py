"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from survey.access import desks_of
from survey.demo import DEMO_ACCOUNTS, where_mails_go
from survey.models import Municipality, Wave


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    desks = desks_of(request.user) if request.user.is_authenticated else []
    wave = Wave.objects.begun().first()
    published = Wave.objects.published().order_by("-published_at").first()
    context = {
        "desks": desks,
        "wave": wave,
        "published": published,
        "municipality_count": Municipality.objects.count(),
        "demo_accounts": DEMO_ACCOUNTS,
        "demo_mails": where_mails_go(),
    }
    return render(request, "start.html", context)
