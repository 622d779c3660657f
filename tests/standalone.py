"""Django for programs that are no tests, over data of their own."""

import os
from pathlib import Path

import django

VAR = Path(__file__).resolve().parent.parent / ".var"


def set_up(folder):
    """The demonstration over the embedded PostgreSQL in this folder of `.var`, whatever the environment names."""
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("DATABASE_NAME", None)
    os.environ |= {"DEMO": "1", "DEBUG": "0", "DATABASE_FOLDER": str(VAR / folder)}
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartregion.settings"
    django.setup()
