"""What a member does next with a return: the buttons of its overview."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from survey.access import Desk
from survey.progress import ReturnProgress
from survey.questionnaire.document import translated


@dataclass(frozen=True)
class NextStep:
    label: str
    address: str


def next_steps(desk: Desk, progress: ReturnProgress) -> list[NextStep]:
    """The one that leads on, then the other: with everything answered that is handing in."""
    is_done = progress.is_complete(desk.own_sections)
    if is_done and (desk.may_submit or desk.may_present):
        return [_handing_in(desk), _review(desk, _("Review"))]
    if is_done and desk.may_edit:
        return [_review(desk, _("Read all answers")), _section(desk, progress)]
    return [_section(desk, progress), _review(desk, _review_label(desk))]


def _handing_in(desk: Desk) -> NextStep:
    if desk.may_present:
        return NextStep(_("Present for release …"), _address(desk, "present"))
    return NextStep(_("Hand in …"), _address(desk, "submit"))


def _review(desk: Desk, label: str) -> NextStep:
    return NextStep(label, _address(desk, "review"))


def _review_label(desk: Desk) -> str:
    if desk.may_submit:
        return _("Review and hand in")
    return _("Review and present for release") if desk.may_present else _("Review")


def _section(desk: Desk, progress: ReturnProgress) -> NextStep:
    section = progress.next_section(desk.own_sections)
    verb = _("Read")
    if desk.may_edit:
        verb = _("Continue") if progress.answered else _("Begin")
    title = translated(section, "title", get_language() or "de")
    return NextStep(f"{verb}: {title}", _address(desk, "section", section.slug))


def _address(desk: Desk, name: str, *arguments: str) -> str:
    return reverse(f"survey:{name}", args=[desk.wave.slug, desk.municipality.pk, *arguments])
