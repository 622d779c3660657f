"""Settings as an operator writes them, each refused by its name where it cannot be meant."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
POSTGRESQL = ("postgres", "postgresql", "psql", "pgsql")


def whole_number(name: str, *, default: int, lowest: int = 0) -> int:
    text = env.str(name, default="").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < lowest:
        raise ImproperlyConfigured(f"{name}: expected a whole number, {lowest} or more, got {text!r}.")
    return int(text)


def mail_server(name: str, *, default: str) -> dict[str, Any]:
    url = env.str(name, default="") or default
    if urlsplit(url).scheme not in environ.Env.EMAIL_SCHEMES:
        raise ImproperlyConfigured(
            f"{name}: expected smtp+tls://, smtp+ssl:// or smtp://, got {urlsplit(url).scheme}://."
        )
    settings: dict[str, Any] = env.email_url_config(url)
    return settings


def database(name: str, *, engine: str) -> dict[str, Any]:
    if (scheme := urlsplit(env.str(name)).scheme) not in POSTGRESQL:
        raise ImproperlyConfigured(f"{name}: expected postgres://, got {scheme}://.")
    settings: dict[str, Any] = env.db(name, engine=engine)
    return settings
