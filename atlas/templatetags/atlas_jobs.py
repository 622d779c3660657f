"""The kinds of jobs, for templates that offer them."""

from collections.abc import Iterable

from django import template

from atlas.jobs.kinds import JobKind
from atlas.jobs.registry import KINDS

register = template.Library()


@register.simple_tag
def job_kinds() -> Iterable[JobKind]:
    return KINDS.values()
