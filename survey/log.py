"""The log of a return in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from survey.models import Event, Membership, Response
from survey.questionnaire.document import Document, translated

Kind = Event.Kind

SENTENCES = {
    Kind.INVITED: gettext_lazy("%(by)s invited %(person)s (%(role)s)."),
    Kind.ASSIGNED: gettext_lazy("%(by)s changed the task of %(person)s (%(role)s)."),
    Kind.RENAMED: gettext_lazy("%(by)s corrected the name of %(person)s."),
    Kind.REMOVED: gettext_lazy("%(by)s removed %(person)s."),
    Kind.TAKEN_OVER: gettext_lazy("%(by)s took over the coordination of all surveys from %(person)s."),
    Kind.PRESENTED: gettext_lazy("%(by)s presented the return for release."),
    Kind.WITHDRAWN: gettext_lazy("%(by)s withdrew the return from release."),
    Kind.SENT_BACK: gettext_lazy("%(by)s sent the return back."),
    Kind.SUBMITTED: gettext_lazy("%(by)s handed in the return: submission no. %(number)s."),
    Kind.RELEASED: gettext_lazy("%(by)s released the return: submission no. %(number)s."),
    Kind.REOPENED: gettext_lazy("%(by)s reopened the return for correction."),
    Kind.REOPENING_REQUESTED: gettext_lazy("%(by)s asked for a later deadline."),
    Kind.REOPENING_GRANTED: gettext_lazy("%(by)s granted a later deadline."),
    Kind.REOPENING_DECLINED: gettext_lazy("%(by)s declined the request for a later deadline."),
    Kind.EXTENDED: gettext_lazy("%(by)s gave your municipality a later deadline."),
    Kind.UPLOADED: gettext_lazy("%(by)s took over answers from an Excel file (%(number)s)."),
    Kind.OFFERS_CONFIRMED: gettext_lazy("%(by)s took over answers of the last survey (%(number)s)."),
    Kind.OFFERS_GIVEN_BACK: gettext_lazy("%(by)s undid the taking over of answers of the last survey (%(number)s)."),
}

# Steps that say whose turn it is.
TURNS = [Kind.PRESENTED, Kind.WITHDRAWN, Kind.SENT_BACK, Kind.SUBMITTED, Kind.RELEASED, Kind.REOPENED]


@dataclass(frozen=True)
class Step:
    """What happened, when, in which sections, and what was said with it."""

    at: datetime
    text: str
    sections: list[str]
    remark: str


def log_of(response: Response) -> list[Step]:
    """All steps, the last one first."""
    events = joined(response.events.select_related("by", "person"))
    return [
        *steps(events, response.wave.questionnaire.document),
        Step(response.started_at, _("The return was begun."), [], ""),
    ]


def joined(events: Iterable[Event]) -> Iterator[Event]:
    """Answers that a person confirmed one after the other in a section are one step: of the last, with their sum."""
    for _together, group in groupby(events, key=_confirmed_together):
        last, *before = group
        if before:
            last.number = sum(event.number or 0 for event in (last, *before))
        yield last


def _confirmed_together(event: Event) -> tuple[object, ...]:
    if event.kind == Kind.OFFERS_CONFIRMED:
        return (event.by_id, event.sections, timezone.localdate(event.at))
    return (event.pk,)


def steps(events: Iterable[Event], document: Document) -> list[Step]:
    language = get_language() or "de"
    titles = {section.code: translated(section, "title", language) for section in document.sections}
    return [
        Step(event.at, sentence(event), [titles.get(code, code) for code in event.sections], event.remark)
        for event in events
    ]


def sentence(event: Event) -> str:
    role = Membership.Role(event.role).label if event.role else ""
    return str(SENTENCES[Kind(event.kind)]) % {
        "by": event.by,
        "person": event.person_name or event.person,
        "role": role,
        "number": event.number,
    }


def last_step(response: Response) -> Event | None:
    """The step that made it the turn of whoever is at work now; None while the return was never out of hand."""
    return response.events.filter(kind__in=TURNS).select_related("by").first()
