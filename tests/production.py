"""The server as it runs in production: its settings, over any database."""

import secrets
from urllib.parse import quote

from django.db import connection

HOST = "atlas.example"
WITHOUT_COLLECTED_FILES = {"DJANGO_SETTINGS_MODULE": "tests.settings"}  # pages, as tests have them


def production(database_url, **settings):
    """Environment of the server."""
    return {
        "DEMO": "0",
        "DEBUG": "0",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_NAME": "",
        "DATABASE_URL": database_url,
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "TRUSTED_PROXY_COUNT": "1",
    } | settings


def url_of_test_database():
    params = connection.get_connection_params()
    return f"postgres://{params['user']}@/{params['dbname']}?host={quote(params['host'], safe='')}"
