"""CSV that leaves the house: what is text stands in quotes, and no spreadsheet reads any of it as a formula.

A program that splits at `;` (Excel in German) does not see our quotes where a cell holds one, because there the cell
does not begin: a text is cut at its `;`, tabs and line ends. So the apostrophe that makes a formula a text stands not
only at the beginning, but wherever a cell could begin.
"""

import csv
import re

import pandas as pd

# Python and PostgreSQL read both alike. The wide signs are what Japanese keyboards type, and Excel takes them as well.
STARTS_FORMULA = r'(^|[;\t\r\n])([ \t\r\n"]*)([=+@＝＋＠－-])|^([\t\r])'
AS_TEXT = r"\1\2'\3\4"


def guarded(value: object) -> object:
    """A text that no program takes for a formula; what is no text stays as it is."""
    return re.sub(STARTS_FORMULA, AS_TEXT, value) if isinstance(value, str) else value


def csv_of(frame: pd.DataFrame) -> str:
    """Texts guarded and in quotes, numbers bare."""
    named = frame.rename(columns=guarded)
    texts = named.select_dtypes(["object", "string", "category"]).astype(object)
    safe = named.assign(**{str(name): texts[name].map(guarded) for name in texts})
    return safe.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC)
