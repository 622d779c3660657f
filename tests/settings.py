"""The product's settings in demo mode, as tests need them."""

import os

os.environ.setdefault("DEMO", "1")

from smartregion.settings import *  # noqa: F403 - settings build on settings
from smartregion.settings import INSTALLED_APPS, POST_OFFICE, STORAGES

INSTALLED_APPS = ["tests", *INSTALLED_APPS]  # its `flush` goes before Django's

# Names without hashes: nothing has to be collected before a test.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True

# Mails stay in django.core.mail.outbox.
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast
