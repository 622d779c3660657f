"""A question as its cards present it: its words in the reader's language, without the document."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Inquiry:
    """`kind`: `choice`, `choices` (several), `number` or `text`; `choices`: labels by code, in order; `is_ordered`: the
    choices are steps from less to more; `unit`: of a number; `section`: the title of its field of action.
    """

    code: str
    kind: str
    text: str
    help: str
    section: str
    choices: dict[str, str]
    is_ordered: bool
    unit: str
    is_kept_back: bool
