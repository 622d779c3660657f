"""Impressum, Datenschutz, Barrierefreiheit: read by everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from survey.legal import legal_text
from survey.models import LegalPage


@require_safe
def legal_page(request: HttpRequest, key: str) -> HttpResponse:
    page = LegalPage.objects.filter(pk=key).first() or LegalPage(pk=key)
    return render(request, "legal_page.html", {"page": page, "text": legal_text(page)})
