"""`make reliability`: what was confirmed as saved is there, however often the server is killed meanwhile."""

import argparse
import json
import sys
from datetime import timedelta

from tests.standalone import set_up


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="of a worker")
    parser.add_argument("--restarts", type=int, default=4, help="after a kill of the whole server")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    set_up("reliability")

    from tests.reliability.trial import run
    from tests.reliability.workers import Workers

    with Workers() as server:
        figures, problems = run(server, demo_return(), **vars(arguments))
    print(json.dumps(figures))
    sys.exit("\n".join(problems) or 0)


def demo_return():
    """The half filled in return of the demonstration; its survey is open however long ago it was made."""
    from django.core.management import call_command
    from django.utils import timezone

    from survey.demo_data import DEMO_MUNICIPALITY
    from survey.models import Response, Wave

    call_command("prepare_demo", stdout=sys.stderr)
    response = Response.objects.filter(municipality=DEMO_MUNICIPALITY).select_related("wave").latest("started_at")
    Wave.objects.filter(pk=response.wave_id).update(closes_at=timezone.now() + timedelta(weeks=1))
    return response


if __name__ == "__main__":
    main()
