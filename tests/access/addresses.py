"""Every address that the project has, read from Django's own table of addresses."""

from django.urls import URLPattern, URLResolver, get_resolver


def all_patterns(resolver=None, prefix="", namespace=""):
    """(route, name with its namespace) of every address; the route as it is written in the urls modules."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from all_patterns(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield route, f"{namespace}{pattern.name}"


def names_under(prefix):
    return sorted({name for route, name in all_patterns() if route.startswith(prefix)})


def names_outside(*prefixes):
    return sorted({name for route, name in all_patterns() if not route.startswith(prefixes)})
