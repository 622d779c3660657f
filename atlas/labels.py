"""What groups are called, on an axis and inside a sentence."""

from collections.abc import Callable, Sequence
from textwrap import shorten

import pandas as pd
from django.urls import reverse
from django.utils.translation import gettext as _

from atlas import formats
from atlas.columns import AGS, DISTRICT
from atlas.edition import Band
from survey.size_classes import SIZE_CLASSES


def cities(standing: pd.DataFrame) -> frozenset[str]:
    """Names of the districts that are one city (Stadtkreis): the official key of such a city ends with 000."""
    return frozenset(standing.loc[standing[AGS].str.endswith("000"), DISTRICT])


def district(name: str, *, is_city: bool) -> str:
    """The full name: Landkreis Böblingen, Stadtkreis Stuttgart, but Rems-Murr-Kreis as it is."""
    if is_city:
        return _("City of %(name)s") % {"name": name}
    if name.lower().endswith("kreis"):
        return name
    return _("District of %(name)s") % {"name": name}


def in_district(name: str, *, is_city: bool) -> str:
    """With the preposition that a sentence needs: im Landkreis Böblingen."""
    if is_city:
        return _("in the city of %(name)s") % {"name": name}
    if name.lower().endswith("kreis"):
        return _("in the %(name)s") % {"name": name}
    return _("in the district of %(name)s") % {"name": name}


def total(*, is_selection: bool) -> str:
    """What all municipalities together are called: the region, or what a filter left of it."""
    return _("Selection") if is_selection else _("Region")


def size(code: str) -> str:
    """Inhabitants of a size class: unter 5.000, 5.000 bis 9.999, 50.000 und mehr."""
    return str(next(size_class.label for size_class in SIZE_CLASSES if size_class.code == code))


def size_from(code: str) -> str:
    """Shorter: where the size class begins, ab 5.000."""
    lower = next(size_class.lower for size_class in SIZE_CLASSES if size_class.code == code)
    return _("from %(lower)s") % {"lower": formats.integer(lower)} if lower else size(code)


def in_size(code: str) -> str:
    return _("in municipalities with %(size)s inhabitants") % {"size": size(code)}


def profile(ags: str, query: str) -> str:
    """The address of a municipality's profile, with the filters to hold on to."""
    return f"{reverse('atlas:municipality', args=[ags])}?{query}"


def span(low: float, high: float, *, includes_high: bool = False) -> str:
    """A class of numbers with both ends: 20 bis unter 40; 80 bis 100; a number alone if that is all."""
    if low == high:
        return formats.limit(low)
    text = _("%(low)s to %(high)s") if includes_high else _("%(low)s to below %(high)s")
    return text % {"low": formats.limit(low), "high": formats.limit(high)}


def points(bands: Sequence[Band]) -> dict[str, str]:
    """Level → the scores that it stands for: 20 bis unter 40 Punkte."""
    spans = {band.code: span(band.lower, band.upper, includes_high=band == bands[-1]) for band in bands}
    return {code: _("%(span)s points") % {"span": text} for code, text in spans.items()}


def n_of(n: int, population: int) -> str:
    return _("%(n)s of %(population)s") % {"n": formats.integer(n), "population": formats.integer(population)}


def interval(low: float, high: float, write: Callable[[float], str] = formats.decimal) -> str:
    """A confidence interval in words; empty where it is unknown, or so narrow that it is not worth a word."""
    if formats.is_missing(low) or formats.is_missing(high) or write(low) == write(high):
        return ""
    return _("95%%: %(low)s to %(high)s") % {"low": write(low), "high": write(high)}


def assumption() -> str:
    """What every interval supposes, said wherever one is shown."""
    return (
        _(
            "The 95%% intervals hold if staying away has nothing to do with the result within the group "
            "(district and size class)."
        )
        % {}
    )


def plain(title: str) -> str:
    """A title for an axis, without what it explains in brackets."""
    return title.split(" (")[0]


def capitalised(text: str) -> str:
    """As a heading begins; what follows keeps its capitals."""
    return text[:1].upper() + text[1:]


def short(text: str, length: int) -> str:
    """Cut for an axis: between words, or within the first if it is too long."""
    cut = shorten(text, length, placeholder=" …")
    return cut if cut != "…" else f"{text[: length - 1]}…"


def quoted(name: str) -> str:
    return _("“%(name)s”") % {"name": name}


def listed(names: Sequence[str]) -> str:
    """A, B und C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
