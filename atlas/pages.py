"""Finished pages, kept until anything they are made of changes."""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def kept(version: str, *parts: str, make: Callable[[], str]) -> SafeString:
    """The HTML that `make` gave for this version of the data, these parts and this language; made once."""
    name = "\n".join([version, get_language() or "", *parts])
    key = hashlib.sha256(name.encode()).hexdigest()
    html = caches["pages"].get(key)
    if html is None:
        html = make()
        caches["pages"].set(key, html, timeout=24 * 3600)
    return mark_safe(html)  # noqa: S308 - rendered by our own templates
