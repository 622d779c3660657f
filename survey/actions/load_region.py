"""Bring the register to the state of its files."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction

from survey.models import Boundary, District, Municipality
from survey.region.files import Region
from survey.region.register import Row

REGISTER_FIELDS = ["name", "kind", "district_id", "population", "area_km2", "latitude", "longitude"]


@dataclass
class RegionChanges:
    """Keys of municipalities; `absent` are in the register but not in the files and stay untouched."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


@transaction.atomic
def load_region(*, region: Region, dry_run: bool = False) -> RegionChanges:
    """Add and correct districts, municipalities and boundaries; rows that agree already are not written."""
    present = {municipality.ags: municipality for municipality in Municipality.objects.select_for_update()}
    changes = region_changes(region, present)
    if not dry_run:
        touched = set(changes.added) | set(changes.changed)
        _write([row for row in region.rows if row.ags in touched], region)
    return changes


def region_changes(region: Region, present: dict[str, Municipality]) -> RegionChanges:
    """A municipality counts as changed if its own row, the name of its district or its boundary differ."""
    boundaries = dict(Boundary.objects.values_list("municipality_id", "polygons"))
    districts = dict(District.objects.values_list("ags", "name"))
    changes = RegionChanges(absent=sorted(present.keys() - {row.ags for row in region.rows}))
    for row in region.rows:
        if row.ags not in present:
            changes.added.append(row.ags)
        elif (
            _differs(row, present[row.ags])
            or districts.get(row.district_ags) != row.district
            or boundaries.get(row.ags) != region.boundaries[row.ags]
        ):
            changes.changed.append(row.ags)
        else:
            changes.unchanged.append(row.ags)
    return changes


def _differs(row: Row, present: Municipality) -> bool:
    return any(getattr(_municipality(row), name) != getattr(present, name) for name in REGISTER_FIELDS)


def _municipality(row: Row) -> Municipality:
    return Municipality(
        ags=row.ags,
        name=row.name,
        kind=row.kind,
        district_id=row.district_ags,
        population=row.population,
        area_km2=row.area_km2,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def _write(rows: Collection[Row], region: Region) -> None:
    """The time of the last change moves with every row written, so that finished pages of the Atlas are made anew."""
    District.objects.bulk_create(
        [District(ags=row.district_ags, name=row.district) for row in {row.district_ags: row for row in rows}.values()],
        update_conflicts=True,
        unique_fields=["ags"],
        update_fields=["name", "sort_name"],
    )
    Municipality.objects.bulk_create(
        [_municipality(row) for row in rows],
        update_conflicts=True,
        unique_fields=["ags"],
        update_fields=[name.removesuffix("_id") for name in REGISTER_FIELDS] + ["sort_name", "updated_at"],
    )
    Boundary.objects.bulk_create(
        [Boundary(municipality_id=row.ags, polygons=region.boundaries[row.ags]) for row in rows],
        update_conflicts=True,
        unique_fields=["municipality"],
        update_fields=["polygons"],
    )
