"""The list of all questions with how they were left, and the search in it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas import formats, item_nonresponse
from atlas.columns import QUESTION
from atlas.inquiries import inquiry_of
from atlas.inquiry import Inquiry
from survey.questionnaire.document import Document


@dataclass(frozen=True)
class Entry:
    """A question, and among those asked the shares that answered and that did not know; dashes before any return."""

    inquiry: Inquiry
    answered: str
    dont_know: str


def entries(document: Document, states: pd.DataFrame, *, section: str = "", search: str = "") -> list[Entry]:
    """Questions of the section (empty: all) in which every word of `search` occurs, in the order of the document.

    states: as from `frames.item_states`. Words are looked for in code, text, help, field of action and choices, without
    regard to case and accents: "burger" finds "Bürger".
    """
    codes = [question.code for question in document.questions]
    counts = item_nonresponse.by_question(states, codes).set_index(QUESTION).to_dict("index")
    words = folded(search).split()
    found = []
    for code in codes:
        if section and document.section_of(code).code != section:
            continue
        inquiry = inquiry_of(document, code)
        if all(word in _haystack(inquiry) for word in words):
            found.append(_entry(inquiry, counts[code]))
    return found


def _entry(inquiry: Inquiry, counts: Mapping[Any, Any]) -> Entry:
    asked = int(counts[item_nonresponse.ASKED])
    if not asked:
        return Entry(inquiry, formats.MISSING, formats.MISSING)
    return Entry(
        inquiry, formats.percent(counts["answered"] / asked, 0), formats.percent(counts["dont_know"] / asked, 0)
    )


def _haystack(inquiry: Inquiry) -> str:
    return folded(" ".join([inquiry.code, inquiry.text, inquiry.help, inquiry.section, *inquiry.choices.values()]))


def folded(text: str) -> str:
    """Lower case without accents; ß as ss."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
