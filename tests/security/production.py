"""The product's settings in production, but for what a proxy and `collectstatic` do: run with DEMO=0."""

from smartregion import settings
from tests.settings import *  # noqa: F403 - settings build on settings

POST_OFFICE = settings.POST_OFFICE
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # the test waits for the server without the header of a proxy
