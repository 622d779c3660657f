"""Whether a section page would look different by now: two cheap queries instead of building it."""

from collections.abc import Mapping

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language

from survey.access import Desk
from survey.checksums import checksum
from survey.questionnaire.document import Section


def page_version(desk: Desk, section: Section, asides: Mapping[str, str]) -> str:
    """An entity tag that changes with each save, each step of the return and each change of the member's rights.

    `asides` are what stands beside the questions of the section: the page needs them, too.
    """
    parts = version_parts(desk, section) | {"asides": asides}
    return f'"{checksum({name: str(part) for name, part in parts.items()})[:32]}"'


def version_parts(desk: Desk, section: Section) -> dict[str, object]:
    """What the page shows, in short: whatever a page shows beside its answers needs an entry here."""
    response = desk.response
    return {
        "person": desk.membership.user_id,
        "role": desk.membership.role,
        "may_edit": desk.may_edit_section(section),
        "state": response.state,
        "deadline": response.closes_at,
        "wave": response.wave.updated_at,
        "questionnaire": response.wave.questionnaire.checksum,
        "answers": revisions_of(desk),
        "offers": response.offers_from_id,
        "today": timezone.localdate(),  # "saved 10:20" becomes "saved yesterday"
        "language": get_language(),
    }


def revisions_of(desk: Desk) -> int:
    """The sum of the revisions of all answers: it rises with each save, as no answer is ever deleted."""
    total: int | None = desk.response.answers.aggregate(total=Sum("revision"))["total"]
    return total or 0
