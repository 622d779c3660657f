"""A return on paper: the working copy, or a submission."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.models import Response, Submission
from survey.printouts.conditions import codes_in_words
from survey.printouts.printout import Mark, PrintedAnswer, PrintedQuestion, PrintedSection, Printout
from survey.questionnaire.document import Document, translated
from survey.questionnaire.pages import pages_text
from survey.review import Review, ReviewedAnswer, ReviewedSection, review_of, submission_review

Evidence = Mapping[str, str]


def draft_printout(response: Response) -> Printout:
    """The working copy as it stands now."""
    document = response.wave.questionnaire.document
    review = review_of(document, response.answer_values(), response.municipality.population)
    at = timezone.now()
    state = _("Presented for release, not handed in") if response.is_presented else _("Draft, not handed in")
    facts = [(_("State"), state), (_("Printed"), moment(at))]
    given = {row["code"]: row for row in response.evidence.values("code", "url", "page", "last_page")}
    evidence = _evidence_texts(given)
    return _printout(response, review, evidence, state=state, facts=facts, at=at, name=_("draft"))


def submission_printout(submission: Submission) -> Printout:
    """What was handed in; the same submission gives the same printout on any day."""
    response = submission.response
    review = submission_review(response.wave.questionnaire.document, submission)
    state = _("Submission no. %(number)s of %(date)s") % {
        "number": submission.number,
        "date": formats.date_format(timezone.localtime(submission.submitted_at), "DATE_FORMAT"),
    }
    facts = [
        (_("Submission no."), str(submission.number)),
        (_("Handed in"), moment(submission.submitted_at)),
        (_("By"), str(submission.submitted_by)),
        (_("Checksum (SHA-256)"), submission.checksum),
    ]
    name = _("submission-%(number)s") % {"number": submission.number}
    evidence = _evidence_texts(submission.evidence)
    return _printout(response, review, evidence, state=state, facts=facts, at=submission.submitted_at, name=name)


def moment(at: datetime) -> str:
    """Date and time as people write them."""
    local = timezone.localtime(at)
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {formats.time_format(local, 'H:i')}"


def _evidence_texts(evidence: Mapping[str, Mapping[str, Any]]) -> Evidence:
    return {
        code: _evidence_text(given["url"], given.get("page"), given.get("last_page"))
        for code, given in evidence.items()
    }


def _evidence_text(link: str, page: int | None, last: int | None) -> str:
    if page is None:
        return link
    text = _("%(link)s, pages %(pages)s") if last else _("%(link)s, page %(pages)s")
    return text % {"link": link, "pages": pages_text(page, last)}


def _printout(
    response: Response,
    review: Review,
    evidence: Evidence,
    *,
    state: str,
    facts: list[tuple[str, str]],
    at: datetime,
    name: str,
) -> Printout:
    document, municipality = response.wave.questionnaire.document, response.municipality
    language = get_language() or "de"
    return Printout(
        title=_("Return of %(municipality)s") % {"municipality": municipality},
        municipality=str(municipality),
        wave=str(response.wave),
        state=state,
        facts=[(_("Municipality"), f"{municipality} ({municipality.pk})"), (_("Survey"), str(response.wave)), *facts],
        intro=[],
        sections=[_section(document, part, evidence, language) for part in review.sections],
        language=language,
        at=at,
        name=f"{response.wave.slug}_{municipality.pk}_{name}",
    )


def _section(document: Document, part: ReviewedSection, evidence: Evidence, language: str) -> PrintedSection:
    asked = {answer.question.code for answer in part.answers}
    skipped = [question.code for question in part.section.questions if question.code not in asked]
    return PrintedSection(
        title=translated(part.section, "title", language),
        description="",
        items=[_question(answer, evidence, language) for answer in part.answers],
        skipped=_("Not asked because of earlier answers: %(questions)s.")
        % {"questions": codes_in_words(document, skipped)}
        if skipped
        else "",
    )


def _question(reviewed: ReviewedAnswer, evidence: Evidence, language: str) -> PrintedQuestion:
    question = reviewed.question
    return PrintedQuestion(
        code=question.code,
        text=translated(question, "text", language),
        answer=PrintedAnswer(
            mark=_mark(reviewed),
            lines=_lines(reviewed),
            warnings=[translated(warning, "message", language) for warning in reviewed.warnings],
            evidence=evidence.get(question.code, ""),
        ),
    )


def _mark(reviewed: ReviewedAnswer) -> Mark:
    if reviewed.text:
        return Mark.GIVEN
    return Mark.MISSING if reviewed.is_missing else Mark.OPEN


def _lines(reviewed: ReviewedAnswer) -> list[str]:
    if reviewed.text:
        return reviewed.text.split("\n")
    return [_("required, not answered yet") if reviewed.is_missing else _("no answer")]
