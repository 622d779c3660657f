"""The entry point of the application server."""

import os
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from smartregion.database.pool import share_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartregion.settings")

if settings.MISSING:
    raise ImproperlyConfigured(f"Not set: {', '.join(settings.MISSING)}. smartregion/settings.py lists the settings.")

share_connections()
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # seconds that the first request of each worker would wait
