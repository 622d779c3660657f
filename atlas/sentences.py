"""The one sentence of reading under each chart, made from the numbers it shows.

Numbers are compared as they are printed: what reads equal is a tie. A comparison singles out groups of at least
`min_cases` only and says so, and says nothing where fewer than two such groups exist or where all are equal.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels
from atlas.columns import (
    DAY,
    DISTRICT_AGS,
    HIGH,
    INDEX,
    LEVEL,
    LOW,
    MEAN,
    NO_VALUE,
    PARTICIPATED,
    POPULATION,
    SECTION,
    SHARE,
    N,
)
from atlas.edition import Edition
from atlas.participation import Turnout
from survey.questionnaire.numbers import half_up


class Extremes(NamedTuple):
    """The printed ends of a comparison, each with the names of all that reach it."""

    high: str
    highest: list[str]
    low: str
    lowest: list[str]


def extremes(names: Sequence[str], values: Sequence[float], write: Callable[[float], str]) -> Extremes | None:
    """Who is highest and lowest of `values` once printed by `write`; None without a difference to tell."""
    if not len(values):
        return None
    high, low = write(max(values)), write(min(values))
    if high == low:
        return None
    reach = [(name, write(value)) for name, value in zip(names, values, strict=True)]
    return Extremes(high, [n for n, v in reach if v == high], low, [n for n, v in reach if v == low])


def participation(total: Turnout, groups: pd.DataFrame, places: Sequence[str], min_cases: int) -> str:
    """`groups` as from `participation.by_group`; `places`: for each row, where it is, with its preposition."""
    if not total.population:
        return _("No municipalities in this selection.")
    if not total.n:
        return _no_returns(total.population)
    large = (groups[POPULATION] >= min_cases).tolist()
    names = [place for place, is_large in zip(places, large, strict=True) if is_large]
    found = extremes(names, groups.loc[large, SHARE].tolist(), formats.percent)
    if found is None:
        return _("%(headline)s.") % {"headline": _returns(total)}
    return _highest_and_lowest(all(large)) % {"headline": _returns(total), "min": min_cases, **_named(found)}


def participation_over_time(days: pd.DataFrame, population: int) -> str:
    """`days` as from `participation.over_time`, of `population` municipalities."""
    if days.empty:
        return _no_returns(population)
    returns = int(days[N].iloc[-1])
    first, last = formats.day(days[DAY].iloc[0]), formats.day(days[DAY].iloc[-1])
    if first == last:
        text = ngettext("%(n)s return came in, on %(day)s.", "%(n)s returns came in, all on %(day)s.", returns)
        return text % {"n": formats.integer(returns), "day": first}
    half = formats.day(days.loc[days[N] * 2 >= returns, DAY].iloc[0])
    return _("%(n)s returns came in between %(first)s and %(last)s; half of them had come in by %(half)s.") % {
        "n": formats.integer(returns),
        "first": first,
        "last": last,
        "half": half,
    }


def index_by_district(index: pd.DataFrame, names: Sequence[str], edition: Edition) -> str:
    """`index` as from `scores.index_by_district`; `names`: the full name of each row's district."""
    region = index[index[DISTRICT_AGS] == ""]
    if region.empty or region[MEAN].isna().all():
        return _("No municipality has an index yet.")
    headline = _mean_index(region.iloc[0], edition)
    large = ((index[DISTRICT_AGS] != "") & (index[N] >= edition.min_cases)).tolist()
    compared = [name for name, is_large in zip(names, large, strict=True) if is_large]
    found = extremes(compared, index.loc[large, MEAN].tolist(), formats.decimal)
    if found is None:
        return _("%(headline)s.") % {"headline": headline}
    return _(
        "%(headline)s; the means of the districts with at least %(min)s values lie between %(low)s (%(lowest)s) "
        "and %(high)s (%(highest)s)."
    ) % {"headline": headline, "min": edition.min_cases, **_named(found)}


def sections_by_district(means: pd.DataFrame, edition: Edition) -> str:
    """`means` as from `scores.by_district`: compares the sections' means of the region."""
    region = means[(means[DISTRICT_AGS] == "") & means[SECTION].isin(edition.sections)].dropna(subset=[MEAN])
    if region.empty:
        return _("No field of action has a score yet.")
    names = [labels.quoted(edition.sections[code]) for code in region[SECTION]]
    found = extremes(names, region[MEAN].tolist(), formats.decimal)
    if found is None:
        return _("On average all fields of action are at %(mean)s of 100 points.") % {
            "mean": formats.decimal(region[MEAN].iloc[0])
        }
    return _(
        "On average the municipalities are furthest in %(highest)s (%(high)s of 100 points) "
        "and least far in %(lowest)s (%(low)s)."
    ) % _named(found)


def index_map(standing: pd.DataFrame) -> str:
    """How many municipalities have an index, from where to where it goes, and how many did not answer."""
    values = standing[INDEX].dropna()
    if values.empty:
        return _("No municipality has an index yet.")
    silent = int((~standing[PARTICIPATED]).sum())
    known = ngettext(
        "%(n)s of %(population)s municipalities has an index (%(low)s)",
        "%(n)s of %(population)s municipalities have an index, from %(low)s to %(high)s of 100 points",
        len(values),
    )
    text = known % {**_counts(len(values), len(standing)), **_range(values)}
    return _("%(headline)s; %(rest)s.") % {"headline": text, "rest": _silent(silent)}


def level_distribution(counts: pd.DataFrame, edition: Edition) -> str:
    """`counts` as from `scores.level_counts`: the most frequent level, and how many have none."""
    returns = int(counts[N].sum())
    if not returns:
        return _("No return has come in yet.")
    levels = counts[counts[LEVEL] != NO_VALUE]
    without = returns - int(levels[N].sum())
    rest = _without_level(without)
    if without == returns:
        return _("%(headline)s.") % {"headline": rest}
    text = _("%(headline)s; %(rest)s.") if without else _("%(headline)s.")
    return text % {"headline": _most_frequent(levels, returns, edition), "rest": rest}


def _most_frequent(levels: pd.DataFrame, returns: int, edition: Edition) -> str:
    most = int(levels[N].max())
    names = [labels.quoted(edition.level_name(code)) for code in levels.loc[levels[N] == most, LEVEL]]
    text = ngettext(
        "the most frequent level is %(levels)s with %(n)s of %(population)s returns (%(estimate)s)",
        "the most frequent levels are %(levels)s with %(n)s of %(population)s returns each",
        len(names),
    )
    frequent = levels[levels[N] == most].iloc[0]
    share = _("estimated for all: %(share)s") % {"share": formats.percent(frequent[SHARE])}
    interval = labels.interval(frequent[LOW], frequent[HIGH], formats.percent)
    estimate = "; ".join(part for part in (share, interval) if part)
    return _sentence_start(text % {"levels": labels.listed(names), **_counts(most, returns), "estimate": estimate})


def _without_level(n: int) -> str:
    text = ngettext("%(n)s return has too many gaps for a level", "%(n)s returns have too many gaps for a level", n)
    return text % {"n": formats.integer(n)}


def _returns(total: Turnout) -> str:
    text = ngettext(
        "%(n)s of %(population)s municipalities (%(share)s) has answered",
        "%(n)s of %(population)s municipalities (%(share)s) have answered",
        total.n,
    )
    return text % {**_counts(total.n, total.population), "share": formats.percent(total.share)}


def _no_returns(population: int) -> str:
    text = ngettext(
        "The one municipality has not answered yet.", "None of the %(n)s municipalities has answered yet.", population
    )
    return text % {"n": formats.integer(population)}


def _highest_and_lowest(is_complete: bool) -> str:
    if is_complete:
        return _("%(headline)s; participation is highest %(highest)s (%(high)s) and lowest %(lowest)s (%(low)s).")
    return _(
        "%(headline)s; among groups of at least %(min)s municipalities, participation is highest %(highest)s "
        "(%(high)s) and lowest %(lowest)s (%(low)s)."
    )


def _mean_index(region: "pd.Series[Any]", edition: Edition) -> str:
    n, mean = int(region[N]), float(region[MEAN])
    text = ngettext(
        "The only index so far is %(mean)s of 100 points (%(details)s)",
        "The mean index, estimated from %(n)s municipalities, is %(mean)s of 100 points (%(details)s)",
        n,
    )
    level = _("level %(level)s") % {"level": labels.quoted(edition.band(half_up(mean)).name)}
    details = "; ".join(part for part in (level, labels.interval(region[LOW], region[HIGH])) if part)
    return text % {"n": formats.integer(n), "mean": formats.decimal(mean), "details": details}


def _silent(n: int) -> str:
    if not n:
        return _("all have answered")
    text = ngettext("%(n)s municipality has not answered", "%(n)s municipalities have not answered", n)
    return text % {"n": formats.integer(n)}


def _counts(n: int, population: int) -> dict[str, str]:
    return {"n": formats.integer(n), "population": formats.integer(population)}


def _range(values: pd.Series) -> dict[str, str]:
    return {"low": formats.decimal(values.min()), "high": formats.decimal(values.max())}


def _named(found: Extremes) -> dict[str, str]:
    return {
        "high": found.high,
        "highest": labels.listed(found.highest),
        "low": found.low,
        "lowest": labels.listed(found.lowest),
    }


def _sentence_start(text: str) -> str:
    return text[:1].upper() + text[1:]
