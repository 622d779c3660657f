"""What the shape of a document cannot say: references between its parts, ranges, uniqueness.

Each module looks at one noun and yields findings: a place in the document and what was expected there.
"""

from collections.abc import Iterator

from survey.questionnaire.checks.choices import choice_findings
from survey.questionnaire.checks.codes import code_findings
from survey.questionnaire.checks.draft import Draft, Finding
from survey.questionnaire.checks.levels import level_findings
from survey.questionnaire.checks.numbers import number_findings
from survey.questionnaire.checks.references import reference_findings
from survey.questionnaire.checks.scores import score_findings
from survey.questionnaire.checks.sections import section_findings
from survey.questionnaire.checks.slugs import slug_findings
from survey.questionnaire.checks.tags import tag_findings
from survey.questionnaire.checks.translations import translation_findings


def findings(draft: Draft) -> Iterator[Finding]:
    """Everything that is wrong with the readable part of a document."""
    yield from slug_findings(draft)
    yield from translation_findings(draft)
    yield from level_findings(draft)
    yield from section_findings(draft)
    yield from code_findings(draft)
    yield from choice_findings(draft)
    yield from number_findings(draft)
    yield from score_findings(draft)
    yield from reference_findings(draft)
    yield from tag_findings(draft)
