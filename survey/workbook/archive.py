"""An uploaded file: opened only when its format and sizes are harmless."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

from survey.workbook.refusals import Unusable
from survey.workbook.texts import read_texts

MAX_FILE = 2_000_000  # bytes; a complete return takes some 40,000
MAX_PARTS = 200
MAX_CONTENT = 500_000  # bytes unpacked of all sheets and their texts; a complete return takes some 215,000
MAX_OTHER = 300_000  # of everything else: styles, themes, names, what printers are told
MAX_OTHER_PART = 60_000  # of one of them
CONTENT = ("xl/worksheets/", "xl/sharedStrings.xml")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and what Excel wraps around an encrypted workbook
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
BINARY_WORKBOOK = "xl/workbook.bin"


@dataclass(frozen=True)
class Book:
    """What the cells of a workbook are read with; `parts` holds, by the names of sheets, where each stands."""

    reader: ExcelReader
    parts: Mapping[str, str]


def open_workbook(data: bytes) -> Book:
    """For reading its cells one after another. Raises Unusable for everything that is no harmless .xlsx."""
    require_size(len(data))
    if data.startswith(OLD_OFFICE):
        raise Unusable(encrypted() if ENCRYPTED in data else other_format(_("an old Excel format (.xls)")))
    try:
        with ZipFile(BytesIO(data)) as archive:
            require_harmless(archive.infolist())
            require_excel(archive)
        return read_book(ExcelReader(BytesIO(data), read_only=True, keep_links=False))
    except Unusable:
        raise
    except Exception as error:  # a broken file makes the libraries raise whatever they come upon
        raise Unusable(no_workbook()) from error


def require_harmless(parts: list[ZipInfo]) -> None:
    """A part never unpacks to more than the size that it states."""
    content = sum(part.file_size for part in parts if part.filename.startswith(CONTENT))
    others = [part.file_size for part in parts if not part.filename.startswith(CONTENT)]
    too_much = content > MAX_CONTENT or sum(others) > MAX_OTHER or max(others, default=0) > MAX_OTHER_PART
    if too_much or len(parts) > MAX_PARTS:
        raise Unusable(too_large())
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Unusable(_("The file contains macros. Please save it as an Excel workbook without macros (.xlsx)."))


def require_excel(archive: ZipFile) -> None:
    """Other tables are archives too, and keep what they are when their name is changed."""
    names = archive.namelist()
    if "mimetype" in names and archive.read("mimetype").startswith(OPEN_DOCUMENT):
        raise Unusable(other_format(_("a LibreOffice or OpenOffice file (.ods)")))
    if BINARY_WORKBOOK in names:
        raise Unusable(other_format(_("a binary Excel workbook (.xlsb)")))


def read_book(reader: ExcelReader) -> Book:
    """Texts and number formats, not names, themes and charts as `reader.read()`: a hostile name takes it minutes."""
    reader.read_manifest()
    reader.shared_strings = read_texts(reader)
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    sheets = [(sheet.name, relation.target) for sheet, relation in reader.parser.find_sheets()]
    names, parts = zip(*sheets, strict=True)
    if len(set(names)) < len(names) or len(set(parts)) < len(parts):  # a part of many sheets would be read as often
        raise Unusable(no_workbook())
    return Book(reader, dict(sheets))


def require_size(size: int) -> None:
    if size > MAX_FILE:
        raise Unusable(
            _("The file is larger than %(size)s MB. Please upload the Excel file that you downloaded here.")
            % {"size": MAX_FILE // 1_000_000}
        )


def no_workbook() -> str:
    return _("This is no Excel workbook (.xlsx), or it is damaged. Please download it again and fill it in.")


def other_format(found: str) -> str:
    return _(
        "This is %(format)s. Please open it, choose “Save as” with the type “Excel workbook (.xlsx)”, "
        "and upload the new file. Renaming it is not enough."
    ) % {"format": found}


def encrypted() -> str:
    return _("The file is protected by a password and cannot be read. Please save it without a password.")


def too_large() -> str:
    return _("The file contains far more than the questionnaire has. Please download it again and fill it in.")
