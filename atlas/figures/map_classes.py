"""What the colours of a map stand for: classes of a value, and the kinds of having none.

Pure but for the words: a series in, classes out. Patterns, not colours, tell why there is no value, so that nobody
takes them for low ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from atlas import formats, labels
from atlas.columns import INDEX, LEVEL, NO_RETURN, NO_VALUE, PARTICIPATED
from atlas.edition import Edition
from atlas.figures import theme
from survey.questionnaire.numbers import half_up

NOT_APPLICABLE = "not_applicable"
MOST_CLASSES = 5


@dataclass(frozen=True)
class Classes:
    """`of`: the class of each municipality; `names`: classes in the order of the legend; `colours`: of the classes with
    a value; `values`: the numbers that are classed, None if classes are all there is; `texts`: the same written out,
    empty without a value. All but the names and colours are in the order of `standing`.
    """

    of: pd.Series
    names: dict[str, str]
    colours: dict[str, str]
    values: "pd.Series[float] | None"
    texts: Sequence[str]

    def counts(self) -> Mapping[str, int]:
        found = self.of.value_counts()
        return {code: int(found.get(code, 0)) for code in self.names}


def by_level(standing: pd.DataFrame, edition: Edition) -> Classes:
    """The level of the index (needs `index`, `level`, `participated`)."""
    levels = standing[LEVEL].astype(object)
    names = {band.code: band.name for band in edition.bands}
    return _classes(standing, levels, names, values=standing[INDEX], write=formats.decimal)


def by_score(standing: pd.DataFrame, measure: str, edition: Edition) -> Classes:
    """The level of any score 0…100 (needs the measure and `participated`)."""
    scores = standing[measure]
    levels = scores.map(lambda score: edition.band(half_up(score)).code, na_action="ignore").astype(object)
    return _classes(standing, levels, labels.points(edition.bands), values=scores, write=formats.decimal)


def by_choice(
    standing: pd.DataFrame, codes: "pd.Series[str]", names: dict[str, str], why: "pd.Series[str] | None" = None
) -> Classes:
    """One class per choice. codes: index as `standing`, None without an answer; why: the state of those without one."""
    return _classes(standing, codes.astype(object), names, why)


def by_number(
    standing: pd.DataFrame, numbers: "pd.Series[float]", unit: str = "", why: "pd.Series[str] | None" = None
) -> Classes:
    """At most MOST_CLASSES classes with about equally many municipalities; equal values are never torn apart."""
    edges = class_edges(numbers.dropna().tolist())
    places = np.searchsorted(edges[1:], numbers.fillna(0), side="right")
    codes = pd.Series([f"class-{place}" for place in places], index=standing.index, dtype=object)
    is_single = set(edges) == set(numbers.dropna())
    tops = edges if is_single else [*edges[1:], numbers.max()]
    is_whole = all(float(number).is_integer() for number in numbers.dropna())
    names = {}
    for place, (low, high) in enumerate(zip(edges, tops, strict=True)):
        is_last = place == len(edges) - 1
        top = high - 1 if is_whole and not is_last and low < high else high  # of whole numbers the one before the next
        names[f"class-{place}"] = f"{labels.span(low, top, includes_high=is_last or is_whole)} {unit}".strip()
    return _classes(standing, codes.where(numbers.notna(), None), names, why, values=numbers, write=formats.limit)


def class_edges(values: Sequence[float], most: int = MOST_CLASSES) -> list[float]:
    """Lower edges of at most `most` classes, from the lowest value: every value for itself where few differ, else the
    quantiles without repetition. Empty without values.
    """
    different = sorted(set(values))
    if len(different) <= most:
        return different
    quantiles = np.quantile(values, [place / most for place in range(most)], method="inverted_cdf")
    return sorted(set(quantiles.tolist()))


def _classes(
    standing: pd.DataFrame,
    codes: pd.Series,
    names: dict[str, str],
    why: "pd.Series[str] | None" = None,
    *,
    values: "pd.Series[float] | None" = None,
    write: Callable[[float], str] = str,
) -> Classes:
    found = codes.where(codes.notna(), NO_VALUE)
    if why is not None:
        found = found.where(codes.notna() | ~why.isin(["not_asked", "not_applicable"]), NOT_APPLICABLE)
    found = found.where(standing[PARTICIPATED], NO_RETURN)
    kinds = {NO_VALUE: _("No value"), NO_RETURN: _("No return")}
    if why is not None:
        kinds = {NO_VALUE: _("No answer"), NOT_APPLICABLE: _("Does not apply"), NO_RETURN: _("No return")}
    colours = {code: theme.level_colour(place, len(names)) for place, code in enumerate(names)}
    texts = [""] * len(standing) if values is None else _written(values, write)
    return Classes(found, {**names, **kinds}, colours, values, texts)


def _written(values: "pd.Series[float]", write: Callable[[float], str]) -> list[str]:
    """Each number is written once, because most of them repeat."""
    rounded = values.map(half_up, na_action="ignore")
    texts = {value: write(value) for value in rounded.dropna().unique()}
    return [texts.get(value, "") for value in rounded]


def legend(classes: Classes) -> dict[str, Any]:
    """Below the map, under how many municipalities have a value; a click on an entry hides nothing."""
    counts = classes.counts()
    n = sum(counts[code] for code in classes.colours)
    title = _("With a value: %(n_of)s municipalities") % {"n_of": labels.n_of(n, sum(counts.values()))}
    still = {"itemclick": False, "itemdoubleclick": False, "traceorder": "normal"}
    return {"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top", "font": {"size": 12}, **still, **_title(title)}


def _title(text: str) -> dict[str, Any]:
    return {"title": {"text": text, "side": "top", "font": {"size": 12}}}
