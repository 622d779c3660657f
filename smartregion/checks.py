"""`manage.py check --deploy` refuses what the product cannot run without.

smartregion.E001  a setting that production needs is missing
"""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register(deploy=True)
def needed_settings(app_configs: Any, **kwargs: Any) -> list[Error]:
    hint = "Settings are environment variables; smartregion/settings.py lists them."
    return [Error(f"{name} is not set.", hint=hint, id="smartregion.E001") for name in settings.MISSING]
