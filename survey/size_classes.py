"""Size classes of municipalities: data, used wherever large and small are compared."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SizeClass:
    """Municipalities from `lower` inhabitants to below `upper` (None: no limit)."""

    code: str
    label: Promise
    lower: int
    upper: int | None


SIZE_CLASSES = (
    SizeClass("0-4999", _("under 5,000"), 0, 5_000),
    SizeClass("5000-9999", _("5,000 to 9,999"), 5_000, 10_000),
    SizeClass("10000-19999", _("10,000 to 19,999"), 10_000, 20_000),
    SizeClass("20000-49999", _("20,000 to 49,999"), 20_000, 50_000),
    SizeClass("50000+", _("50,000 and more"), 50_000, None),
)


def size_class_of(population: int) -> SizeClass:
    """The class of a municipality with so many inhabitants; raises ValueError below 0."""
    for size_class in SIZE_CLASSES:
        if size_class.lower <= population and (size_class.upper is None or population < size_class.upper):
            return size_class
    raise ValueError(f"no size class for a population of {population}")
