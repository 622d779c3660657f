"""The slug of a questionnaire, after which its wave is called."""

from collections.abc import Iterator

from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.slugs import is_reserved


def slug_findings(draft: Draft) -> Iterator[Finding]:
    head = draft.raw.get("questionnaire")
    slug = head.get("slug") if isinstance(head, dict) else None
    if isinstance(slug, str) and is_reserved(slug):
        yield Finding(("questionnaire", "slug"), f"expected a slug that is no word of an address, got {slug!r}")
