"""The register of municipalities as a CSV file: one row per municipality."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from survey.region.fields import FIELDS
from survey.region.problems import Problem, RegionErrors, decoded, shortened, shown

MAX_HEADER = 500  # characters of it in a message


@dataclass(frozen=True)
class Row:
    """One municipality of the register; population at the register's date, area in km², coordinates in degrees."""

    ags: str
    name: str
    kind: str
    district: str
    district_ags: str
    population: int
    area_km2: Decimal
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Line:
    """A line of the file by column, not yet checked."""

    number: int
    texts: dict[str, str]

    def problem(self, source: str, column: str, expected: str) -> Problem:
        return Problem(
            source, f"line {self.number}, column {column}", f"{shown(self.texts[column])}: expected {expected}"
        )


def read_register(content: bytes, source: str) -> list[Row]:
    """The rows of the file in its order. Raises RegionErrors with all problems."""
    problems: list[Problem] = []
    lines = list(_lines(decoded(content, source), source, problems))
    for line in lines:
        problems += _line_problems(line, source)
    problems += _duplicates(lines, source) + _contradictions(lines, source)
    if not lines and not problems:
        problems.append(Problem(source, "", "expected at least one municipality below the header"))
    if problems:
        raise RegionErrors(problems)
    return [_row(line.texts) for line in lines]


def _lines(text: str, source: str, problems: list[Problem]) -> Iterator[Line]:
    if not text.strip():
        problems.append(Problem(source, "", f"the file is empty; expected the columns {', '.join(FIELDS)}"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        if found := _header_problems(header, source):
            problems += found
            return
        for fields in reader:
            if len(fields) == len(header):
                texts = {name: field.strip() for name, field in zip(header, fields, strict=True)}
                yield Line(reader.line_num, texts)
            elif fields:
                expected = f"{len(fields)} fields: expected {len(header)}, as in the header"
                problems.append(Problem(source, f"line {reader.line_num}", expected))
    except csv.Error as error:
        problems.append(Problem(source, f"line {reader.line_num}", f"expected comma-separated values ({error})"))


def _header_problems(header: list[str], source: str) -> list[Problem]:
    missing = [name for name in FIELDS if name not in header]
    twice = sorted(name for name, count in Counter(header).items() if count > 1)
    found = shortened(", ".join(header), MAX_HEADER)
    return [Problem(source, "line 1", f"column {name} is missing; found {found}") for name in missing] + [
        Problem(source, "line 1", f"column {name} occurs more than once") for name in twice
    ]


def _line_problems(line: Line, source: str) -> list[Problem]:
    found = [
        line.problem(source, column, field.expected)
        for column, field in FIELDS.items()
        if not field.accepts(line.texts[column])
    ]
    district = line.texts["district_ags"]
    if not found and not line.texts["ags"].startswith(district):
        found.append(line.problem(source, "ags", f"a key that begins with that of the district, {district}"))
    return found


def _duplicates(lines: list[Line], source: str) -> list[Problem]:
    first: dict[str, int] = {}
    found = []
    for line in lines:
        if (number := first.setdefault(line.texts["ags"], line.number)) != line.number:
            found.append(line.problem(source, "ags", f"every municipality once; this one is already in line {number}"))
    return found


def _contradictions(lines: list[Line], source: str) -> list[Problem]:
    """One key, one name: districts come from the rows of their municipalities."""
    names: dict[str, Line] = {}
    keys: dict[str, Line] = {}
    found = []
    for line in lines:
        name, key = line.texts["district"], line.texts["district_ags"]
        first = names.setdefault(key, line)
        if first.texts["district"] != name:
            expected = f"one name for {key}; line {first.number} says {shown(first.texts['district'])}"
            found.append(line.problem(source, "district", expected))
        other = keys.setdefault(name, line)
        if other.texts["district_ags"] != key:
            expected = f"one key for {name}; line {other.number} says {shown(other.texts['district_ags'])}"
            found.append(line.problem(source, "district_ags", expected))
    return found


def _row(texts: dict[str, str]) -> Row:
    return Row(
        ags=texts["ags"],
        name=texts["name"],
        kind=texts["kind"],
        district=texts["district"],
        district_ags=texts["district_ags"],
        population=int(texts["population"]),
        area_km2=Decimal(texts["area_km2"]).quantize(Decimal("0.01")),
        latitude=float(texts["latitude"]),
        longitude=float(texts["longitude"]),
    )
