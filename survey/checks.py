"""`manage.py check --deploy` says what the operator has still to write.

survey.W001  a legal page has places that are marked as still to be completed
survey.I001  whether it has could not be seen: the database does not answer, or has no such table yet
"""

from typing import Any

from django.core.checks import CheckMessage, Info, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError
from django.utils.translation import override

from survey.legal import legal_text
from survey.models import LegalPage


@register(deploy=True)
def legal_pages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        written = LegalPage.objects.in_bulk()
    except (DatabaseError, InterfaceError, ImproperlyConfigured):
        return [Info("The legal pages were not looked at: the database does not answer.", id="survey.I001")]
    return [gap for key in LegalPage.Key for gap in gaps_of(written.get(key.value) or LegalPage(pk=key.value))]


def gaps_of(page: LegalPage) -> list[CheckMessage]:
    hint = "The texts are written in the administration; until then a page shows what the product itself knows."
    found: list[CheckMessage] = []
    for language in ("de", "en"):
        with override(language):
            gaps = legal_text(page).gaps
        if gaps:
            told = f"/{page.key}/ ({language}) has {gaps} places that are still to be completed."
            found.append(Warning(told, hint=hint, id="survey.W001"))
    return found
