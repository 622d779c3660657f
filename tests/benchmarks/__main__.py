"""`make bench`: how fast the pages are, as ratios to a bare view of the same process. See docs/benchmarks.md."""

import argparse
import signal

from tests.standalone import set_up

SECONDS = 600


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--municipalities", type=int, default=10_800, help="in the second database")
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    set_up("benchmark")

    from tests.benchmarks import rounds

    rounds.run(arguments.rounds, arguments.municipalities)


def give_up(*_):
    raise SystemExit(f"Not finished after {SECONDS} seconds.")


if __name__ == "__main__":
    main()
