"""The region as its two files say: every municipality with its outline."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from survey.region.boundaries import read_boundaries
from survey.region.polygons import Polygons
from survey.region.problems import Problem, RegionErrors
from survey.region.register import Row, read_register


@dataclass(frozen=True)
class Region:
    """Rows in the order of the file; `boundaries` has exactly their keys."""

    rows: list[Row]
    boundaries: Mapping[str, Polygons]


def read_region(csv_file: Path, boundaries_file: Path) -> Region:
    """Both files, checked alone and against each other. Raises RegionErrors with the problems of both."""
    problems: list[Problem] = []
    rows: list[Row] | None = None
    boundaries: dict[str, Polygons] | None = None
    try:
        rows = read_register(_content(csv_file), str(csv_file))
    except RegionErrors as errors:
        problems += errors.problems
    try:
        boundaries = read_boundaries(_content(boundaries_file), str(boundaries_file))
    except RegionErrors as errors:
        problems += errors.problems
    if rows is not None and boundaries is not None:
        problems += _unmatched(rows, boundaries, str(csv_file), str(boundaries_file))
        if not problems:
            return Region(rows, boundaries)
    raise RegionErrors(problems)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RegionErrors([Problem(str(file), "", f"cannot be read ({error.strerror})")]) from error


def _unmatched(
    rows: list[Row], boundaries: Mapping[str, Polygons], csv_source: str, boundaries_source: str
) -> list[Problem]:
    names = {row.ags: row.name for row in rows}
    return [
        Problem(boundaries_source, "", f"expected a boundary for {ags} {name}, which is in {csv_source}")
        for ags, name in names.items()
        if ags not in boundaries
    ] + [
        Problem(boundaries_source, "", f"boundary of {ags}: expected a municipality with this key in {csv_source}")
        for ags in boundaries
        if ags not in names
    ]
