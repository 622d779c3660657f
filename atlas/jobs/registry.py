"""The kinds of jobs that there are."""

from atlas.jobs import everything
from atlas.jobs.kinds import JobKind
from atlas.jobs.profiles import profiles
from atlas.profiles.pdf import pdf_of

KINDS: dict[str, JobKind] = {kind.name: kind for kind in (everything.KIND, profiles(pdf_of))}
