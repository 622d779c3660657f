"""Who works on a return, on which sections, and how far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from survey.alphabet import sort_key
from survey.models import Membership, Response
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
        return not self.membership.invited_as and self.membership.user.last_login is not None


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
            memberships.select_related("user"),
            key=lambda member: (roles.index(member.role), sort_key(member.known_as), member.pk),
        )
    ]


@dataclass(frozen=True)
class Holder:
    """Who has a section in hand."""

    user_id: int
    name: str
    wish_date: date | None


def people_by_section(response: Response) -> dict[str, list[Holder]]:
    """Section code → who has it, by name."""
    members = Membership.objects.in_force(response.municipality_id, response.wave.slug).exclude(invited_as="")
    names = dict(members.values_list("user", "invited_as"))
    found: dict[str, list[Holder]] = defaultdict(list)
    for assignment in response.assignments.select_related("user").order_by():
        name = names.get(assignment.user_id) or str(assignment.user)
        found[assignment.section].append(Holder(assignment.user_id, name, assignment.wish_date))
    return {section: sorted(holders, key=lambda holder: sort_key(holder.name)) for section, holders in found.items()}
