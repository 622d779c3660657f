"""The administration: municipalities, people and waves; returns and submissions for reading only."""

from importlib import import_module

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.contrib import admin

from survey.admin import legal, letter, people, questionnaire, reopening, response, territory, words

# One door for all: the code by e-mail and the second factor, not a password form of its own.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

# What libraries register leaves the administration: codes and authenticators are their owners', and rights follow from
# the ticks on a person.
for library in ("allauth.account", "allauth.mfa", "django.contrib.auth", "post_office"):
    import_module(f"{library}.admin")
for model in apps.get_models():
    if admin.site.is_registered(model) and model._meta.app_label != "survey":
        admin.site.unregister(model)

__all__ = ["legal", "letter", "people", "questionnaire", "reopening", "response", "territory", "words"]
