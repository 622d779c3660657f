"""The administration: municipalities, people and waves; returns and submissions for reading only."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from survey.admin import letter, people, questionnaire, reopening, response, territory

admin.site.site_header = "Atlas Digitalisierung"
admin.site.site_title = _("Administration")
admin.site.index_title = _("Municipalities, people and waves")
# One door for all: the code by e-mail and the second factor, not a password form of its own.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

__all__ = ["letter", "people", "questionnaire", "reopening", "response", "territory"]
