"""Whether a section page would look different by now: two cheap queries instead of building it."""

from collections.abc import Mapping

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Model, Sum, Value
from django.utils import timezone
from django.utils.translation import get_language

from survey.access import Desk
from survey.checksums import checksum
from survey.questionnaire.document import Section


def page_version(desk: Desk, section: Section, asides: Mapping[str, str], unsaved: object = None) -> str:
    """An entity tag that changes with each save, each step of the return and each change of the member's rights.

    `asides` are what stands beside the questions of the section, `unsaved` what the session remembers of forms.
    """
    parts = version_parts(desk, section) | {"asides": asides, "unsaved": unsaved}
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
        "wave": values_of(response.wave),
        "municipality": values_of(desk.membership.municipality),
        "questionnaire": response.wave.questionnaire.checksum,
        "answers": state_of_answers(desk),
        "offers": response.offers_from_id,
        "today": timezone.localdate(),  # "saved 10:20" becomes "saved yesterday"
        "language": get_language(),
    }


def values_of(row: Model) -> list[object]:
    """Of all columns: a time of the last change would miss what `update()` or SQL has changed."""
    deferred = row.get_deferred_fields()
    return [getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname not in deferred]


def state_of_answers(desk: Desk) -> tuple[int | None, str]:
    """The sum of the revisions of all answers, which rises with each save, as no answer is ever deleted; and the names
    of those who gave them, which stand beside them.
    """
    found = desk.response.answers.aggregate(
        revisions=Sum("revision"), names=StringAgg("answered_by__name", "\n", distinct=True, default=Value(""))
    )
    return found["revisions"], found["names"]
