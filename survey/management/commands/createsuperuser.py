"""Django's word for `manage.py add_admin EMAIL NAME`: Django's own command asks for a password that nobody uses."""

from survey.management.commands.add_admin import Command

__all__ = ["Command"]
