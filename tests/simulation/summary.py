"""What the repetitions amount to, and whether it is what the intervals promise."""

import pandas as pd

COVERAGE = (0.93, 0.97)  # of a 95 % interval
BIAS_LEFT = 0.1  # of the unweighted bias, for the region
NOISE = 1e-9


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """One row per group: truth of all, bias without and with weights, coverage and half width, the bounds' coverage.

    An interval covers the truth of those whom the estimate speaks of; the bounds that of all. Where everybody of a
    group answered there is nothing to estimate: such repetitions (`exact`: their share) are left out of coverage and
    width; `coverage_of_all` counts them as covered.
    """
    keys = [found.of, found.group]
    uncertain = found.low.notna() & (found.se > 0)
    covered = (found.low - NOISE <= found.truth) & (found.truth <= found.high + NOISE)
    certain = (found.bounds_low - NOISE <= found.truth_of_all) & (found.truth_of_all <= found.bounds_high + NOISE)
    return pd.DataFrame(
        {
            "truth": found.truth_of_all.groupby(keys).first(),
            "plain": (found.plain - found.truth_of_all).groupby(keys).mean(),
            "bias": (found["mean"] - found.truth_of_all).groupby(keys).mean(),
            "coverage": covered.where(uncertain).astype(float).groupby(keys).mean(),
            "half": ((found.high - found.low) / 2).where(uncertain).groupby(keys).mean(),
            "coverage_of_all": covered.where(found.low.notna()).astype(float).groupby(keys).mean(),
            "exact": (found.se == 0).groupby(keys).mean(),
            "bounds": certain.groupby(keys).mean(),
        }
    ).reset_index()


def coverage_by_kind(found: pd.DataFrame) -> "pd.Series[float]":
    """Coverage over all groups of a kind together."""
    uncertain = found[found.low.notna() & (found.se > 0)]
    covered = (uncertain.low <= uncertain.truth) & (uncertain.truth <= uncertain.high)
    return covered.groupby(uncertain.of).mean()


def broken_promises(found: pd.DataFrame) -> list[str]:
    """What does not hold of what the method says; empty if all does."""
    low, high = COVERAGE
    wrong = [
        f"{kind}: the interval covers the truth in {share:.1%}, not in {low:.0%} to {high:.0%}"
        for kind, share in coverage_by_kind(found).items()
        if not low <= share <= high
    ]
    groups = summary(found).set_index("of")
    region = groups.loc["Region"]
    if abs(region.bias) >= BIAS_LEFT * abs(region.plain):
        wrong.append(f"Region: weighting leaves a bias of {region.bias:.3f} of {region.plain:.3f}")
    return wrong + outside_bounds(found)


def outside_bounds(found: pd.DataFrame) -> list[str]:
    groups = summary(found)
    return [f"{row.of} {row.group}: the truth leaves the bounds" for row in groups.itertuples() if row.bounds < 1]
