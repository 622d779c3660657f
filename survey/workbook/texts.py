"""Texts as they stand in a workbook: what XML cannot hold is written _xHHHH_, and a "_" before such letters too."""

import re

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse
from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f]")
ITEM = f"{{{SHEET_MAIN_NS}}}si"


def encoded(text: str) -> str:
    return TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def decoded(text: str) -> str:
    """As the person typed it. Halves of a character that is beyond four digits are joined, a lone one is no text."""
    if "_x" not in text:
        return text
    halves = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Texts(SharedStrings):
    """The table as it is written. The library's own takes "<r>…</r>" for markup, and escapes no two in a row."""

    def _write_si(self, string: str) -> None:
        self._xml_si_element(encoded(string), [("xml:space", "preserve")])


class TextPackager(Packager):
    def _write_shared_strings_file(self) -> None:
        texts = Texts()
        texts.string_table = self.workbook.str_table
        texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
        texts._assemble_xml_file()


class TextWorkbook(Workbook):
    """Every text in it says what it says, whatever it looks like."""

    def _get_packager(self) -> TextPackager:
        return TextPackager()


def read_texts(reader: ExcelReader) -> list[str]:
    """The table of texts; openpyxl's own reading cannot tell afterwards what was escaped and what was typed so."""
    part = reader.package.find(SHARED_STRINGS)
    if part is None:
        return []
    texts = []
    with reader.archive.open(part.PartName[1:]) as source:
        for _event, node in iterparse(source):
            if node.tag == ITEM:
                texts.append(decoded(Text.from_tree(node).content))
                node.clear()
    return texts
