"""What the scores of a wave are called, in full and, on narrow axes, in short: index, fields of action, sovereignty."""

from django.utils.translation import gettext as _

from atlas.columns import INDEX, SOVEREIGNTY
from atlas.disclosure import PUBLIC_INDEX
from atlas.edition import Edition


def titles(edition: Edition) -> dict[str, str]:
    return {INDEX: _("Digitalisation index"), **_with_sovereignty(edition)}


def public_titles(edition: Edition) -> dict[str, str]:
    """For a wider circle than the analysts, with the index that may be shown to it."""
    return {PUBLIC_INDEX: _("Index without information security"), **_with_sovereignty(edition)}


def _with_sovereignty(edition: Edition) -> dict[str, str]:
    return {**edition.sections, SOVEREIGNTY: _("Digital sovereignty")}


def names(edition: Edition) -> dict[str, str]:
    """Short names of all of them."""
    return {INDEX: _("Index"), PUBLIC_INDEX: _("Index"), **edition.names, SOVEREIGNTY: _("Sovereignty")}
