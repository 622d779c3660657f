"""Compute the scores of submissions again, after the method has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from survey.actions.submit import score_of
from survey.models import Submission, SubmissionScore, Wave

BATCH_SIZE = 500
SCORE_FIELDS = [
    "index",
    "index_low",
    "index_high",
    "level",
    "sovereignty",
    "sovereignty_low",
    "sovereignty_high",
    "answered_share",
    "sections",
]


@dataclass(frozen=True)
class Rescored:
    """Numbers of submissions: looked at, and those whose stored score differed or was missing."""

    checked: int
    changed: int


@transaction.atomic
def rescore(*, wave: Wave | None = None, dry_run: bool = False) -> Rescored:
    """Bring all stored scores, or those of one wave, to what the method says now; equal ones are not written."""
    submissions = Submission.objects.select_related("score", "response__wave__questionnaire")
    submissions = submissions.defer("states", "response__wave__questionnaire__content").order_by("pk")
    rows = (submissions.in_wave(wave) if wave else submissions).iterator(chunk_size=BATCH_SIZE)
    checked = changed = 0
    while batch := list(islice(rows, BATCH_SIZE)):
        scores = list(changed_scores(batch))
        if not dry_run:
            save_scores(scores)
        checked += len(batch)
        changed += len(scores)
    return Rescored(checked, changed)


def changed_scores(submissions: Iterable[Submission]) -> Iterable[SubmissionScore]:
    """New scores, not yet saved, of those submissions whose stored score differs or is missing."""
    for submission in submissions:
        stored: SubmissionScore | None = getattr(submission, "score", None)
        score = score_of(submission, submission.response.wave.questionnaire.document)
        if stored is None or any(getattr(score, name) != getattr(stored, name) for name in SCORE_FIELDS):
            yield score


def save_scores(scores: list[SubmissionScore]) -> None:
    SubmissionScore.objects.bulk_create(
        scores,
        update_conflicts=True,
        unique_fields=["submission"],
        update_fields=[*SCORE_FIELDS, "computed_at"],
    )
