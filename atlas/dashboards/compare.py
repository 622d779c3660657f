"""Two to four municipalities, districts or groups side by side."""

from collections.abc import Callable

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atlas import labels
from atlas.cards import Card, comparison
from atlas.columns import AGS, DISTRICT, DISTRICT_AGS, INDEX, INDEX_HIGH, INDEX_LOW, NAME
from atlas.dashboards.page import Builder, Chapter, Page
from atlas.material import Material, ranges_of
from atlas.options import COMPARED
from atlas.side_by_side import MUNICIPALITY, REGION, Unit


def units_of(material: Material) -> list[Unit]:
    """Those chosen, each once; with fewer than two the region is added to compare with."""
    chosen = dict.fromkeys(material.selection.option(name) for name in COMPARED)
    units = [Unit(*value.split(":", 1)) for value in chosen if value]
    region = Unit(REGION, "")
    return [*units, region] if len(units) < 2 and region not in units else units


def name_of(unit: Unit, region: pd.DataFrame) -> str:
    if unit.kind == REGION:
        return labels.total(is_selection=False)
    if unit.kind == MUNICIPALITY:
        return str(unit.of(region)[NAME].iloc[0])
    if unit.kind == "district":
        own = region.loc[region[DISTRICT_AGS] == unit.key, DISTRICT].iloc[0]
        return labels.district(own, is_city=own in labels.cities(region))
    if unit.kind == "size":
        return _("municipalities with %(size)s inhabitants") % {"size": labels.size(unit.key)}
    return unit.key


def compared(build: Callable[..., Card]) -> Builder:
    def of_units(material: Material) -> Card:
        region = material.region.merge(ranges_of(material.wave, material.version), on=AGS, how="left")
        region = region.assign(**{f"{INDEX}_low": region[INDEX_LOW], f"{INDEX}_high": region[INDEX_HIGH]})
        units = [unit for unit in units_of(material) if len(unit.of(region))]
        return build(region, units, [name_of(unit, region) for unit in units], material.edition)

    return of_units


COMPARE = Page(
    key="compare",
    title=gettext_lazy("Compare"),
    heading=gettext_lazy("Side by side"),
    lead=gettext_lazy("Two to four municipalities, districts or groups of them."),
    options=COMPARED,
    whole_region=True,
    chapters=(
        Chapter(
            "scores",
            gettext_lazy("Scores"),
            {
                "side-by-side": compared(comparison.side_by_side_card),
                "turnout-side-by-side": compared(comparison.turnout_card),
            },
        ),
    ),
)
