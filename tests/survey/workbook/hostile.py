"""Workbooks that nobody with good intentions sends, and a process that measures what refusing them costs.

`python -m tests.survey.workbook.hostile FOLDER AGS WAVE CHECKSUM` reads every file of the folder and prints, as JSON by
file name, the refusal, the seconds of processor time and the megabytes that the process grew by.
"""

import json
import re
import resource
import sys
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = b"</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet2.xml"
TEXTS = "xl/sharedStrings.xml"


def packed(parts, stated_size=None):
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        if stated_size is not None:
            archive.getinfo(SHEET).file_size = stated_size
    return target.getvalue()


def parts_of(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(count, content=b"<c><v>1</v></c>"):
    return HEAD + b"".join(b'<row r="%d">%s</row>' % (number, content) for number in range(1, count + 1)) + FOOT


def entities():
    levels = b"".join(
        b'<!ENTITY e%d "%s">' % (level, (b"&e%d;" % (level - 1)) * 10 if level else b"ha" * 10) for level in range(10)
    )
    return b'<?xml version="1.0"?><!DOCTYPE sst [' + levels + b"]><sst><si><t>&e9;</t></si></sst>"


def one_part_for_all_sheets(parts):
    relations = "xl/_rels/workbook.xml.rels"
    shared = re.sub(rb"sheet\d\.xml", b"sheet2.xml", parts[relations])
    assert shared.count(b"sheet2.xml") > 5
    return {relations: shared, SHEET: rows(8_000, b"")}


def hostile_files(data):
    """By name; `data` is a harmless workbook of the return."""
    parts = parts_of(data)
    bomb = HEAD + b" " * 200_000_000 + FOOT
    deep = HEAD + b"<a>" * 40_000 + b"</a>" * 40_000 + FOOT
    styles = parts["xl/styles.xml"].replace(b"<cellXfs", b"<cellXfs " + b"x='1' " * 50_000, 1)
    return {
        "bomb": packed(parts | {SHEET: bomb}),
        "bomb that states a small size": packed(parts | {SHEET: bomb}, stated_size=1_000),
        "million rows": packed(parts | {SHEET: rows(1_000_000, b"")}),
        "as many rows as the size allows": packed(parts | {SHEET: rows(8_000)}),
        "rows far apart": packed(parts | {SHEET: HEAD + b'<row r="1048576"><c r="A1048576"/></row>' * 6_000 + FOOT}),
        "as many cells as the size allows": packed(
            parts | {SHEET: HEAD + b"<row>" + b"<c/>" * 80_000 + b"</row>" + FOOT}
        ),
        "one part for all sheets": packed(parts | one_part_for_all_sheets(parts)),
        "deep": packed(parts | {SHEET: deep}),
        "entities": packed(parts | {TEXTS: entities()}),
        "large styles": packed(parts | {"xl/styles.xml": styles}),
        "many parts": packed(parts | {f"xl/media/{number}.png": b"" for number in range(5_000)}),
        "macros": packed(parts | {"xl/vbaProject.bin": b""}),
        "large file": b"PK" + b"\0" * 3_000_000,
        "no zip": b"%PDF-1.7",
        "old format": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000,
        "encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "zip of something else": packed({SHEET: b"", "letter.txt": b"Hello"}),
        "cut off": data[: len(data) // 2],
    }


def measured(read, data):
    """(refusal, seconds, megabytes); the growth is that beyond the most that the process had before."""
    from survey.workbook.refusals import Unusable

    before, begin, refusal = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), ""
    try:
        read(data)
    except Unusable as error:
        refusal = str(error)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return refusal, time.process_time() - begin, grown / 1024


def main(folder, *origin):
    import django

    django.setup()
    from django.conf import settings

    from survey.questionnaire.files import load_document
    from survey.workbook.reading import Origin, read_workbook

    document = load_document(settings.BASE_DIR / "fixtures" / "questionnaires" / "atlas-2026.yaml")
    results = {
        path.name: measured(lambda data: read_workbook(data, document, Origin(*origin)), path.read_bytes())
        for path in sorted(Path(folder).iterdir())
    }
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
