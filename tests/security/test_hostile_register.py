"""No file of the register ends in a traceback or runs for long: problems with their places, and nothing is changed."""

import json
from time import process_time

import pytest
from django.conf import settings
from django.core.management import CommandError

from survey.models import Municipality

SECONDS = 2
FIXTURES = settings.BASE_DIR / "fixtures"
CSV, BOUNDARIES = FIXTURES / "municipalities.csv", FIXTURES / "boundaries.geojson"
HEAD = CSV.read_text("utf-8").splitlines()[0]
ROW = CSV.read_text("utf-8").splitlines()[1]


def with_row(**changes):
    fields = dict(zip(HEAD.split(","), ROW.split(","), strict=True)) | changes
    return f"{HEAD}\n{','.join(fields.values())}\n".encode("utf-8", "surrogatepass")


def features(coordinates="[]", ags='"08111000"'):
    feature = '{"type": "Feature", "properties": {"ags": %s}, "geometry": {"type": "Polygon", "coordinates": %s}}'
    return ('{"type": "FeatureCollection", "features": [\n' + feature % (ags, coordinates) + "\n]}").encode()


REGISTERS = {
    "other encoding": CSV.read_bytes().decode().encode("utf-16"),
    "lone surrogate": with_row(name="\ud800"),
    "NUL": with_row(name="A\0B"),
    "mark of direction": with_row(name="A\u202eB"),
    "formula of a page": with_row(population="=1+1"),
    "not a number": with_row(latitude="nan"),
    "beyond numbers": with_row(area_km2="1e999"),
    "many digits": with_row(population="9" * 100_000),
    "many decimals": with_row(latitude="99." + "9" * 100_000),
    "other digits": with_row(population="٣٣"),
    "long name": with_row(name="A" * 1_000_000),
    "open quotes": f'{HEAD}\n"'.encode() + b"x" * 100_000,
    "many columns": b"x," * 200_000 + b"\n" + b"1," * 200_000,
    "many rows": f"{HEAD}\n".encode() + b"x,y\n" * 20_000,
    "nothing": b"",
    "nothing but NUL": b"\0" * 10_000,
    "nothing but line ends": b"\r\n" * 10_000,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
}
OUTLINES = {
    "other encoding": BOUNDARIES.read_bytes().decode().encode("utf-16"),
    "lists in lists": b'{"type": "FeatureCollection", "features":\n' + b"[" * 1_000_000,
    "objects in objects": b'{"a":\n' * 200_000,
    "coordinates in coordinates": features("[" * 50_000 + "]" * 50_000),
    "texts full of brackets": b'"' + b"[" * 1_000_000,
    "open escapes": b'"' + b"\\" * 1_000_000,
    "not a number": features("[[[NaN, 48], [9, 48], [9, 49], [NaN, 48]]]"),
    "endless": features("[[[Infinity, 48], [9, 48], [9, 49], [9, 48]]]"),
    "beyond numbers": features("[[[1e999, 48], [9, 48], [9, 49], [9, 48]]]"),
    "many digits": features("[[[" + "9" * 5_000 + ", 48], [9, 48]]]"),
    "key that is a list": features(ags="[[]]"),
    "key with a lone surrogate": features(ags='"\\ud800"'),
    "key of other digits": features(ags='"٠٨١١١٠٠٠"'),
    "no coordinates": features("null"),
    "features of nothing": b'{"type": "FeatureCollection", "features": [null, 1, "x", [], {}]}',
    "nothing": b"",
    "byte order mark alone": b"\xef\xbb\xbf",
    "list": b"[]",
    "trailing text": BOUNDARIES.read_bytes() + b"x",
}


def refused(manage, **files):
    begun = process_time()
    with pytest.raises(CommandError, match="Nothing was changed") as error:
        manage("load_region", *(part for name, path in files.items() for part in (f"--{name}", path)))
    assert process_time() - begun < SECONDS
    assert not Municipality.objects.exists()
    return str(error.value)


@pytest.mark.parametrize("content", REGISTERS.values(), ids=REGISTERS)
def test_register_is_refused_with_a_place(db, manage, tmp_path, content):
    path = tmp_path / "towns.csv"
    path.write_bytes(content)
    message = refused(manage, csv=path)
    assert f"{path}: " in message
    assert len(message) < 3_000_000
    message.encode()  # can be printed


@pytest.mark.parametrize("content", OUTLINES.values(), ids=OUTLINES)
def test_boundaries_are_refused_with_a_place(db, manage, tmp_path, content):
    path = tmp_path / "outlines.geojson"
    path.write_bytes(content)
    message = refused(manage, boundaries=path)
    assert f"{path}: " in message
    message.encode()


def test_line_of_what_is_too_deep_is_named(db, manage, tmp_path):
    path = tmp_path / "outlines.geojson"
    path.write_bytes(b'{\n"type": "[[[",\n"features":\n' + b"[" * 5_000)
    assert f"{path}: line 4: expected lists and objects that are less deeply nested" in refused(manage, boundaries=path)


def test_brackets_in_texts_are_no_nesting(db, manage, tmp_path):
    path, document = tmp_path / "outlines.geojson", json.loads(BOUNDARIES.read_text("utf-8"))
    document["note"] = '[{"' * 500
    path.write_text(json.dumps(document), "utf-8")
    assert "179 added" in manage("load_region", "--boundaries", path)
