"""In which state a return is, and how people are told: lists, pages and letters read it here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from survey.deadlines import deadline_text, moment_text
from survey.models import Answer, Response, Submission

State = Response.State


class Timing(Enum):
    UPCOMING = auto()  # also where the opening was moved into the future after returns had begun
    IN_TIME = auto()
    CLOSED = auto()


@dataclass(frozen=True)
class Standing:
    """A return at a moment, as far as people are told of it; the texts speak of the return in the third person.

    `number` and `handed_in_at` are those of the last submission.
    """

    state: State
    timing: Timing
    opens_at: datetime
    closes_at: datetime
    is_extended: bool
    is_begun: bool
    number: int | None = None
    handed_in_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.timing is Timing.CLOSED

    @property
    def is_open(self) -> bool:
        """Whether answers can be given."""
        return self.timing is Timing.IN_TIME and self.state is State.OPEN

    @property
    def name(self) -> str:
        """In two or three words, for lists."""
        if self.timing is Timing.UPCOMING:
            return _("not open yet")
        if self.state is State.SUBMITTED:
            return _("handed in")
        if self.is_closed:
            return _("submission no. %(number)s counts") % self._last if self.number else _("not handed in")
        if self.state is State.PRESENTED:
            return _("presented for release")
        if self.number:
            return _("reopened")
        return _("in progress") if self.is_begun else _("not begun")

    @property
    def heading(self) -> str:
        """What comes before everything else; empty while people work on it: then their progress does."""
        if self.timing is Timing.UPCOMING:
            return _("This survey is not open yet")
        if self.state is State.SUBMITTED:
            return _("Thank you: the return is handed in")
        if self.is_closed:
            return _("This survey is closed")
        return _("Presented for release") if self.state is State.PRESENTED else ""

    @property
    def deadline(self) -> str:
        """Until when, for lists."""
        text = {
            Timing.UPCOMING: _("Opens on %(opening)s"),
            Timing.IN_TIME: _("Open until %(deadline)s"),
            Timing.CLOSED: _("Closed since %(deadline)s"),
        }[self.timing] % self._times
        own = _("later deadline for your municipality")
        return f"{text} ({own})" if self.is_extended and self.timing is not Timing.UPCOMING else text

    @property
    def sentence(self) -> str:
        """How it stands and what counts."""
        return " ".join(part for part in (self._time_sentence, self.outcome) if part)

    @property
    def _time_sentence(self) -> str:
        if self.timing is Timing.UPCOMING:
            text = _("The survey opens on %(opening)s; until then, answers can be read, but not changed.")
        elif self.is_closed:
            text = _("The deadline was %(deadline)s.")
        else:
            text = {
                State.OPEN: _("The return is open until %(deadline)s."),
                State.PRESENTED: _("The return is presented for release, which is possible until %(deadline)s."),
                State.SUBMITTED: _("The return is handed in and can be corrected until %(deadline)s."),
            }[self.state]
        return text % self._times

    @property
    def outcome(self) -> str:
        """What counts; empty while nothing was handed in and still can be."""
        if self.number is None:
            if not self.is_closed:
                return ""
            if self.state is State.PRESENTED:
                return _("The return was presented for release, but not released: it was not handed in.")
            return _("The return was not handed in.")
        if self.state is State.SUBMITTED:
            text = _("Submission no. %(number)s of %(date)s counts.")
        elif self.is_closed:
            text = _("The return was not handed in again: submission no. %(number)s of %(date)s counts.")
        else:
            text = _("Until it is handed in again, submission no. %(number)s of %(date)s counts.")
        return text % self._last

    @property
    def _times(self) -> dict[str, str]:
        return {"opening": moment_text(self.opens_at), "deadline": deadline_text(self.closes_at)}

    @property
    def _last(self) -> dict[str, object]:
        at = self.handed_in_at and timezone.localtime(self.handed_in_at)
        return {"number": self.number, "date": formats.date_format(at, "DATE_FORMAT") if at else ""}


def standing_of(response: Response, at: datetime | None = None) -> Standing:
    return standings_of([response], at)[0]


def standings_of(responses: Iterable[Response], at: datetime | None = None) -> list[Standing]:
    """In their order; two queries, however many. A return that nobody has opened is not saved."""
    at, responses = at or timezone.now(), list(responses)
    saved = [response.pk for response in responses if response.pk]
    begun = set(Answer.objects.filter(response__in=saved).order_by().values_list("response", flat=True).distinct())
    submissions = Submission.objects.current().filter(response__in=saved)
    last = {submission.response_id: submission for submission in submissions.only("response", "number", "submitted_at")}
    return [_standing(response, response.pk in begun, last.get(response.pk), at) for response in responses]


def _standing(response: Response, is_begun: bool, last: Submission | None, at: datetime) -> Standing:
    wave = response.wave
    timing = Timing.CLOSED if response.is_closed(at) else Timing.IN_TIME
    return Standing(
        state=State(response.state),
        timing=Timing.UPCOMING if at < wave.opens_at else timing,
        opens_at=wave.opens_at,
        closes_at=response.closes_at,
        is_extended=response.closes_at > wave.closes_at,
        is_begun=is_begun,
        number=last.number if last else None,
        handed_in_at=last.submitted_at if last else None,
    )
