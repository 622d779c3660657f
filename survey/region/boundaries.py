"""The outlines of the municipalities as GeoJSON: one feature per municipality with its key in `properties.ags`."""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import shapely

from survey.region.fields import LATITUDES, LONGITUDES, is_latitude, is_longitude
from survey.region.polygons import Polygons, multipolygon
from survey.region.problems import Problem, RegionErrors, decoded, shown

MIN_POSITIONS = 4  # a triangle that returns to its beginning
MAX_DEPTH = 100
BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]')  # outside of texts


def read_boundaries(content: bytes, source: str) -> dict[str, Polygons]:
    """AGS → polygons, each a list of rings of [longitude, latitude]. Raises RegionErrors with all problems."""
    features = _features(decoded(content, source), source)
    problems: list[Problem] = []
    polygons: dict[str, Polygons] = {}
    for position, feature in enumerate(features):
        found = list(_feature_problems(feature))
        if not found and feature["properties"]["ags"] in polygons:
            ags = feature["properties"]["ags"]
            found.append(("properties.ags", f"{shown(ags)}: expected every municipality once"))
        problems += [Problem(source, _joined(f"features[{position}]", place), what) for place, what in found]
        if not found:
            polygons[feature["properties"]["ags"]] = _polygons(feature["geometry"])
    if problems:
        raise RegionErrors(problems)
    return polygons


def _joined(*places: str) -> str:
    return ".".join(place for place in places if place)


def _features(text: str, source: str) -> list[Any]:
    if not text.strip():
        raise RegionErrors([Problem(source, "", "the file is empty; expected a GeoJSON FeatureCollection")])
    if line := _too_deep(text):
        raise RegionErrors([Problem(source, f"line {line}", "expected lists and objects that are less deeply nested")])
    try:
        document = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise RegionErrors([Problem(source, f"line {line}", f"expected valid JSON ({error})")]) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise RegionErrors([Problem(source, "type", "expected a GeoJSON FeatureCollection")])
    features = document.get("features")
    if not isinstance(features, list):
        raise RegionErrors([Problem(source, "features", f"{shown(features)}: expected a list of features")])
    return features


def _too_deep(text: str) -> int | None:
    """The line where more parts stand inside each other than Python can read, which would stop without a word."""
    depth = 0
    for match in BRACKETS.finditer(text):
        depth += 1 if match[0] in "[{" else -1 if match[0] in "]}" else 0
        if depth > MAX_DEPTH:
            return text.count("\n", 0, match.start()) + 1
    return None


Finding: TypeAlias = tuple[str, str]  # place inside the feature, what is wrong there


def _feature_problems(feature: Any) -> Iterator[Finding]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield "", f"{shown(feature)}: expected a feature"
        return
    properties = feature.get("properties")
    ags = properties.get("ags") if isinstance(properties, dict) else None
    if not isinstance(ags, str) or not re.fullmatch(r"[0-9]{8}", ags):
        yield "properties.ags", f"{shown(ags)}: expected an official key (AGS) of 8 digits in quotes"
    yield from _geometry_problems(feature.get("geometry"))


def _geometry_problems(geometry: Any) -> Iterator[Finding]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        yield "geometry.type", f"{shown(kind)}: expected Polygon or MultiPolygon"
        return
    parts = _polygons(geometry)
    if not isinstance(parts, list) or not parts:
        yield "geometry.coordinates", f"{shown(parts)}: expected a list of polygons"
        return
    found = list(_part_problems(parts, has_several=kind == "MultiPolygon"))
    yield from found
    if not found and (what := _crossing(parts)):
        yield "geometry.coordinates", what


def _part_problems(parts: list[Any], *, has_several: bool) -> Iterator[Finding]:
    for number, rings in enumerate(parts):
        place = "geometry.coordinates" + (f"[{number}]" if has_several else "")
        if not isinstance(rings, list) or not rings:
            yield place, f"{shown(rings)}: expected a list of rings"
            continue
        for ring_number, ring in enumerate(rings):
            if what := _ring_problem(ring):
                yield f"{place}[{ring_number}]", what


def _ring_problem(ring: Any) -> str | None:
    if not isinstance(ring, list) or len(ring) < MIN_POSITIONS:
        return f"{shown(ring)}: expected a ring of at least {MIN_POSITIONS} positions"
    for number, position in enumerate(ring):
        if not _is_position(position):
            return (
                f"{shown(position)} at [{number}]: expected [longitude {LONGITUDES[0]}–{LONGITUDES[1]}, "
                f"latitude {LATITUDES[0]}–{LATITUDES[1]}]"
            )
    if ring[0] != ring[-1]:
        return f"expected a closed ring; it begins at {ring[0]} and ends at {ring[-1]}"
    return None


def _crossing(parts: Polygons) -> str | None:
    area = multipolygon(parts)
    if area.is_valid:
        return None
    return f"expected an outline that does not cross itself ({shapely.is_valid_reason(area)})"


def _is_position(position: Any) -> bool:
    if not isinstance(position, list) or len(position) != 2:
        return False
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in position):
        return False
    return is_longitude(position[0]) and is_latitude(position[1])


def _polygons(geometry: dict[str, Any]) -> Any:
    coordinates = geometry.get("coordinates")
    return [coordinates] if geometry["type"] == "Polygon" else coordinates
