"""`manage.py check --deploy` refuses what the product cannot run without.

smartregion.E001  a setting that production needs is missing
smartregion.E002  any host name is answered to
"""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register(deploy=True)
def needed_settings(app_configs: Any, **kwargs: Any) -> list[Error]:
    hint = "Settings are environment variables; smartregion/settings.py lists them."
    return [Error(f"{name} is not set.", hint=hint, id="smartregion.E001") for name in settings.MISSING]


@register(deploy=True)
def own_hosts(app_configs: Any, **kwargs: Any) -> list[Error]:
    hint = "Links in letters are made of the host that a request names: list those that are yours."
    any_host = Error("ALLOWED_HOSTS lets any host in.", hint=hint, id="smartregion.E002")
    return [any_host] if "*" in settings.ALLOWED_HOSTS else []
