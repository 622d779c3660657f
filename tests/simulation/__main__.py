"""Whether the intervals keep what they promise, on the real 179 municipalities: `make simulation`.

The table goes into docs/method.md. Ends with 1 if a promise is broken.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from tests.simulation.population import BY_SCORE, population, probabilities
from tests.simulation.repetitions import repeat
from tests.simulation.summary import broken_promises, coverage_by_kind, outside_bounds, summary

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
BEGIN, END = "<!-- simulation: written by `make simulation` -->\n", "<!-- end of simulation -->"
SEED = 2026


def main() -> int:
    parser = argparse.ArgumentParser(prog="make simulation")
    parser.add_argument("--repetitions", type=int, default=2000)
    repetitions = parser.parse_args().repetitions
    rng = np.random.default_rng(SEED)
    towns = population(rng)
    at_random = repeat(towns, probabilities(towns), repetitions, rng)
    by_score = repeat(towns, probabilities(towns, by_score=BY_SCORE), repetitions, rng)
    text = report(at_random, by_score, repetitions)
    print(text)
    head, rest = METHOD.read_text().split(BEGIN)
    METHOD.write_text(head + BEGIN + text + END + rest.split(END)[1])
    wrong = broken_promises(at_random) + outside_bounds(by_score)
    for promise in wrong:
        print(f"broken: {promise}", file=sys.stderr)
    return int(bool(wrong))


def report(at_random: pd.DataFrame, by_score: pd.DataFrame, repetitions: int) -> str:
    kinds = coverage_by_kind(at_random)
    together = "; ".join(f"{kind} {share:.1%}" for kind, share in kinds.items())
    return (
        f"\nStaying away depends on size class and Landkreis ({repetitions:,} repetitions). Coverage of all groups of a"
        f" kind together: {together}.\n\n{_table(at_random)}\n"
        f"Staying away depends on the score as well (those with high scores answer more often, {repetitions:,}"
        f" repetitions): weighting cannot know it, the intervals fail, the bounds hold.\n\n{_table(by_score)}\n"
    )


def _table(found: pd.DataFrame) -> str:
    head = (
        "| Group | True mean | Bias, unweighted | Bias, weighted | Interval covers | ± points | All answered |"
        " Covers, these included | Bounds hold |\n|---|---|---|---|---|---|---|---|---|\n"
    )
    order = {"Region": 0, "Landkreis": 1, "Size class": 2}
    groups = summary(found)
    size = groups.group.str.extract(r"^(\d+)")[0].fillna(0).astype(int)  # size classes by size, the others by name
    groups = groups.assign(order=groups.of.map(order), size=size).sort_values(["order", "size"], kind="stable")
    return head + "".join(_line(row) for row in groups.to_dict("records"))


def _line(row: dict) -> str:
    name = f"{row['of']} {row['group']}".strip()
    is_uncertain = row["coverage"] == row["coverage"]
    coverage = f"{row['coverage']:.1%} | {row['half']:.1f}" if is_uncertain else "– | –"
    bias = f"{row['plain']:+.2f} | {row['bias']:+.2f}".replace("-", "−")
    shares = f"{row['exact']:.0%} | {row['coverage_of_all']:.1%} | {row['bounds']:.0%}"
    return f"| {name} | {row['truth']:.1f} | {bias} | {coverage} | {shares} |\n"


if __name__ == "__main__":
    sys.exit(main())
