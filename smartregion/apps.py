from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "smartregion"

    def ready(self) -> None:
        import_module("smartregion.checks")
