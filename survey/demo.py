"""The accounts of the demonstration."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DemoAccount:
    """A person one may be with one click, in demo mode only."""

    key: str
    email: str
    name: str
    role: Promise
    description: Promise


DEMO_ACCOUNTS = (
    DemoAccount(
        "coordinator",
        "coordinator@demo.example",
        "Kim Berger",
        _("Coordination in the town hall"),
        _("fills in the return of Esslingen am Neckar and presents it for release"),
    ),
    DemoAccount(
        "colleague",
        "colleague@demo.example",
        "Sascha Vogt",
        _("Colleague in the town hall"),
        _("contributes answers to the same return"),
    ),
    DemoAccount(
        "release",
        "release@demo.example",
        "Renate Öztürk",
        _("Release in the town hall"),
        _("reads the finished return and releases it or sends it back"),
    ),
    DemoAccount(
        "analyst",
        "analyst@demo.example",
        "Robin Keller",
        _("Analysis at Gigabit Region Stuttgart"),
        _("reads the Atlas and downloads its data"),
    ),
    DemoAccount(
        "admin",
        "admin@demo.example",
        "Toni Maier",
        _("Administration"),
        _("looks after municipalities, people and waves"),
    ),
)


def where_mails_go() -> str:
    """What becomes of the mails of the demonstration, in words."""
    if settings.EMAIL_DELIVERY["EMAIL_BACKEND"].endswith("console.EmailBackend"):
        return gettext("Mails reach nobody: they appear in the terminal in which the demonstration runs.")
    return gettext("Mails go to the mail server %(host)s.") % {"host": settings.EMAIL_HOST}
