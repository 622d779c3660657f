"""The kinds of jobs that there are."""

from atlas.jobs import everything
from atlas.jobs.kinds import JobKind

KINDS: dict[str, JobKind] = {kind.name: kind for kind in (everything.KIND,)}
