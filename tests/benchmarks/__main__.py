"""`make bench`: how fast the pages are, as ratios to a bare view of the same process. See docs/benchmarks.md."""

import argparse
import os
import signal
from pathlib import Path

import django

VAR = Path(__file__).resolve().parent.parent.parent / ".var"
SECONDS = 360


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--municipalities", type=int, default=10_800, help="in the second database")
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    set_up()

    from tests.benchmarks import rounds

    rounds.run(arguments.rounds, arguments.municipalities)


def set_up():
    """Django over the embedded PostgreSQL in a folder of its own, whatever the environment names."""
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("DATABASE_NAME", None)
    os.environ |= {"DEMO": "1", "DEBUG": "0", "DATABASE_FOLDER": str(VAR / "benchmark")}
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartregion.settings"
    django.setup()


def give_up(*_):
    raise SystemExit(f"Not finished after {SECONDS} seconds.")


if __name__ == "__main__":
    main()
