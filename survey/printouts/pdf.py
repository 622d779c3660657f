"""A printout as a PDF."""

from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _

from survey.printouts.printout import Printout
from survey.printouts.typesetting import typeset

TEMPLATE = Path(__file__).parent / "templates" / "printout.typ"


def pdf_of(printout: Printout) -> bytes:
    return typeset(TEMPLATE, asdict(printout) | {"words": _words()}, printout.at)


def _words() -> dict[str, str]:
    """What the template writes itself; {page} and {pages} are filled in there."""
    return {
        "page": _("Page {page} of {pages}"),
        "contents": _("Contents"),
        "evidence": _("Evidence"),
        "question": _("Question"),
    }
