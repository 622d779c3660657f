"""A migration by its words: its number may change until it is released."""

import pkgutil
from importlib import import_module

from survey import migrations


def migration(words):
    (name,) = [module.name for module in pkgutil.iter_modules(migrations.__path__) if module.name[5:] == words]
    return import_module(f"survey.migrations.{name}")
