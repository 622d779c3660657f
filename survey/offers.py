"""Answers of an earlier wave that a return is offered; they count nowhere before a person has confirmed them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from survey.given_answers import answered, given_answers, values_of
from survey.models import Response, Submission
from survey.models.questionnaire import document_of
from survey.questionnaire.answers import Value, is_empty
from survey.questionnaire.continuity import offers
from survey.questionnaire.document import Document
from survey.questionnaire.routing import Route, Truth, offered_part, route


@dataclass(frozen=True)
class Offered:
    """What was answered in an earlier wave, by question, and the year in which it was handed in, as people write it."""

    year: str
    values: Mapping[str, Value]


def offered_to(response: Response) -> Offered | None:
    """All that the earlier submission offers to this return, or None if there is no such submission."""
    if response.offers_from_id is None:
        return None
    questionnaire = response.wave.questionnaire
    return _offered(response.offers_from_id, questionnaire.pk, questionnaire.checksum)


@lru_cache(maxsize=512)
def _offered(submission_pk: int, questionnaire_pk: int, checksum: str) -> Offered:
    """Kept per process: neither a submission nor a questionnaire in use ever changes."""
    submissions = Submission.objects.select_related("response__wave__questionnaire")
    submission = submissions.defer("response__wave__questionnaire__content").get(pk=submission_pk)
    before = submission.response.wave.questionnaire.document
    now = document_of(questionnaire_pk, checksum)
    year = str(timezone.localtime(submission.submitted_at).year)
    return Offered(year, offers(before, submission.answers, now))


def open_part(
    document: Document, offered: Mapping[str, Value], answered: Collection[str], way: Route
) -> dict[str, Value]:
    """Those offers that may be confirmed now: to questions that are asked and that nobody has answered yet.

    An answer that was taken back is an answer, too: somebody decided so, unless it was the taking over that was
    undone. Ticks on choices that are ruled out are left out.
    """
    found: dict[str, Value] = {}
    for code, value in offered.items():
        if code not in answered and way.truths[code] is Truth.TRUE:
            part = offered_part(document.question(code), value, way)
            if part is not None and not is_empty(part):
                found[code] = part
    return found


def open_offers(response: Response) -> dict[str, Value]:
    """All offers to the return that may be confirmed now."""
    offered = offered_to(response)
    if offered is None:
        return {}
    document = response.wave.questionnaire.document
    answers = given_answers(response)
    return open_part(document, offered.values, answered(answers), route(document, values_of(answers.values())))


@dataclass(frozen=True)
class OpenOffers:
    """How many offers may be confirmed, by code of the section."""

    year: str
    sections: Mapping[str, int]

    @property
    def count(self) -> int:
        return sum(self.sections.values())


def count_open_offers(response: Response, sections: Collection[str]) -> OpenOffers | None:
    """In these sections of the return; None if there is nothing to confirm."""
    offered = offered_to(response)
    if offered is None or not sections:
        return None
    document = response.wave.questionnaire.document
    counts = Counter(document.section_of(code).code for code in open_offers(response))
    found = OpenOffers(offered.year, {code: count for code, count in counts.items() if code in sections})
    return found if found.count else None
