"""Who works on a return, on which sections, and how far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from survey.models import Assignment, Membership, Response
from survey.progress import ReturnProgress, SectionProgress


@dataclass(frozen=True)
class Task:
    """A section in a person's hands."""

    progress: SectionProgress
    wish_date: date | None


@dataclass(frozen=True)
class Member:
    membership: Membership
    tasks: list[Task]

    @property
    def has_been_here(self) -> bool:
        return self.membership.user.last_login is not None


def members_of(response: Response, progress: ReturnProgress) -> list[Member]:
    """The members of the municipality in this wave by role and name."""
    memberships = Membership.objects.in_force(response.municipality_id, response.wave.slug)
    by_section = {entry.section.code: entry for entry in progress.sections}
    tasks: dict[int, list[Task]] = defaultdict(list)
    for assignment in response.assignments.order_by():
        if assignment.section in by_section:
            tasks[assignment.user_id].append(Task(by_section[assignment.section], assignment.wish_date))
    roles = Membership.Role.values
    return [
        Member(membership, tasks[membership.user_id])
        for membership in sorted(
            memberships.select_related("user"), key=lambda member: (roles.index(member.role), member.user.name)
        )
    ]


def people_by_section(response: Response) -> dict[str, list[Assignment]]:
    """Section code → who has it, by name."""
    found: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in response.assignments.select_related("user").order_by("user__name"):
        found[assignment.section].append(assignment)
    return found
