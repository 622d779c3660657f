"""In which language a page was built that somebody types into.

The cookie may say another one by the time an answer comes: the language is switched for all windows of a browser at
once. A page in German goes on being read, and answered, in German.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import activate, get_language
from django.views.decorators.vary import vary_on_headers

View = Callable[..., HttpResponseBase]


def in_language_of_page(view: View) -> View:
    """Scripts tell the language of their page as X-Language, forms as `language`."""

    @vary_on_headers("X-Language")
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = request.headers.get("X-Language") or request.POST.get("language")
        if language in dict(settings.LANGUAGES):
            activate(language)  # until the next request, which begins with that of its own
            request.LANGUAGE_CODE = language
        response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = get_language() or ""
        return response

    return wrapped
