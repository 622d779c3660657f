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


def sheet_with(inside=b"", after=b"", before=b""):
    """One that holds `inside` as its rows, between other elements."""
    return HEAD.replace(b"<sheetData>", before + b"<sheetData>") + inside + b"</sheetData>" + after + b"</worksheet>"


def filled_up(pattern, size=280_000):
    """The pattern as often as it fits, each time with the next number."""
    return b"".join(pattern % number for number in range(1, size // len(pattern % 1000)))


def in_all_sheets(parts, row):
    """The row below those that are there."""
    return {
        name: content.replace(b"</sheetData>", row + b"</sheetData>") if name.startswith("xl/worksheets/") else content
        for name, content in parts.items()
    }


def rows_and_cells(parts):
    """Rows, cells and what they hold, as no program writes them."""
    row = b'<row r="%b"><c r="D%b"><v>1</v></c></row>'
    cell = b'<row r="9"><c %b><v>%b</v></c></row>'
    sheets = {
        "row two thousand million": row % (b"2000000000", b"2000000000"),
        "row zero": row % (b"0", b"0"),
        "row below zero": row % (b"-5", b"-5"),
        "row and a half": row % (b"1.5", b"1"),
        "row of ten thousand digits": row % (b"9" * 10_000, b"9"),
        "row without a number": row % (b"", b"1"),
        "row of other digits": row % ("٣".encode(), b"3"),
        "row twice": row % (b"9", b"9") * 2,
        "rows in disorder": row % (b"9", b"9") + row % (b"8", b"8"),
        "cell of another row": cell % (b'r="D900"', b"1"),
        "cell far out": cell % (b'r="XFE9"', b"1"),
        "cell beyond all letters": cell % (b'r="ZZZZZZ9"', b"1"),
        "cell without letters": cell % (b'r="9"', b"1"),
        "cell without digits": cell % (b'r="D"', b"1"),
        "cell twice": b'<row r="9"><c r="D9"><v>1</v></c><c r="D9"><v>2</v></c></row>',
        "text beyond the table": cell % (b'r="D9" t="s"', b"999999999"),
        "text before the table": cell % (b'r="D9" t="s"', b"-1"),
        "style beyond the table": cell % (b'r="D9" s="999999999"', b"1"),
        "number of ten thousand digits": cell % (b'r="D9"', b"9" * 10_000),
        "number that is none": cell % (b'r="D9"', b"nan"),
        "date that is none": cell % (b'r="D9" t="d"', b"9999-99-99"),
        "truth that is none": cell % (b'r="D9" t="b"', b"maybe"),
    }
    return {name: packed(parts | {SHEET: HEAD + rows + FOOT}) for name, rows in sheets.items()}


def beside_the_rows(parts):
    """What a sheet and a workbook hold beside their rows: as much of it as fits, or what cannot be meant."""
    shared = b'<f t="shared" ref="A1:A9999" si="0">' + b"+".join([b"A1"] * 20_000) + b"</f>"
    copies = b"".join(
        b'<row r="%d"><c r="D%d"><f t="shared" si="0"/></c></row>' % (number, number) for number in range(2, 3_000)
    )
    rules = filled_up(b'<conditionalFormatting sqref="A%d"><cfRule type="expression"/></conditionalFormatting>')
    sheets = {
        "many merged cells": sheet_with(
            after=b"<mergeCells>" + filled_up(b'<mergeCell ref="A%d:XFD1048576"/>') + b"</mergeCells>"
        ),
        "many places of a list": sheet_with(
            after=b'<dataValidations><dataValidation sqref="' + filled_up(b"A%d ") + b'"/></dataValidations>'
        ),
        "many colours by rule": sheet_with(after=rules),
        "many links": sheet_with(after=b"<hyperlinks>" + filled_up(b'<hyperlink ref="A%d"/>') + b"</hyperlinks>"),
        "column beyond all letters": sheet_with(before=b'<cols><col min="999999999" max="9"/></cols>'),
        "dimensions of a world": sheet_with(before=b'<dimension ref="A1:ZZZZZZ99999999999"/>'),
        "copies of a long formula": HEAD + b'<row r="1"><c r="D1">' + shared + b"</c></row>" + copies + FOOT,
    }
    names = filled_up(b'<definedName name="n%d" localSheetId="1">Sheet!$A$1:$XFD$1048576</definedName>', 50_000)
    titles = b'<definedName name="_xlnm.Print_Titles" localSheetId="1">' + b"'" * 40_000 + b"</definedName>"
    book, relations = parts["xl/workbook.xml"], "xl/_rels/workbook.xml.rels"
    texts = re.sub(rb'ount="[0-9]+"', b'ount="2000000000"', parts[TEXTS])
    return {name: packed(parts | {SHEET: sheet}) for name, sheet in sheets.items()} | {
        "many names": packed(parts | {"xl/workbook.xml": with_names(book, names)}),
        "titles that never end": packed(parts | {"xl/workbook.xml": with_names(book, titles)}),
        "many runs of a text": packed(
            parts | {TEXTS: parts[TEXTS].replace(b"</sst>", filled_up(b"<si><r><t>%d</t></r></si>") + b"</sst>")}
        ),
        "two thousand million texts": packed(parts | {TEXTS: texts}),
        "sheets elsewhere": packed(parts | {relations: parts[relations].replace(b"worksheets/", b"/../../../../etc/")}),
        "sheets on the web": packed(
            parts
            | {relations: parts[relations].replace(b'Target="worksheets/', b'TargetMode="External" Target="http://x/')}
        ),
        "sheets under one name": packed(
            parts | {"xl/workbook.xml": re.sub(rb'<sheet name="[^"]*"', b'<sheet name="_atlas"', book)}
        ),
        "other letters": packed(
            parts | {TEXTS: "<?xml version='1.0' encoding='utf-16'?>\ud800".encode("utf-16", "surrogatepass")}
        ),
        "last rows with nothing": packed(in_all_sheets(parts, b'<row r="1048576" hidden="0"/>')),
        "last rows with something": packed(
            in_all_sheets(parts, b'<row r="1048576"><c r="D1048576"><v>1</v></c></row>')
        ),
    }


def with_names(book, names):
    without = re.sub(rb"<definedNames>.*</definedNames>", b"", book, flags=re.S)
    assert b"</sheets>" in without
    return without.replace(b"</sheets>", b"</sheets><definedNames>" + names + b"</definedNames>")


def hostile_files(data):
    """By name; `data` is a harmless workbook of the return."""
    return sizes_and_formats(data) | rows_and_cells(parts_of(data)) | beside_the_rows(parts_of(data))


def sizes_and_formats(data):
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
