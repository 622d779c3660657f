"""What a page says below its questions."""

import re
from html import unescape
from typing import NamedTuple

BELOW = re.compile(
    r'<div class="feedback" id="feedback-(?P<code>[\w-]+)" data-by="(?P<by>[^"]*)"[^>]*>'
    r'(?P<message>.*?)<input type="hidden" name="(?P=code)-revision" value="(?P<revision>\d+)">',
    re.DOTALL,
)
CHOICE = re.compile(r'name="mine" value="[\w-]+:(\d+)"')


class Feedback(NamedTuple):
    is_saved: bool
    revision: int  # that the page builds on
    by: str  # the colleague's name; empty for the reader
    present: int | None  # in a conflict: the revision of the other answer


def feedback_of(html):
    """By question."""
    return {found["code"]: _feedback(found) for found in BELOW.finditer(html)}


def _feedback(found):
    choice = CHOICE.search(found["message"])
    is_saved = '<span class="saved">' in found["message"]
    return Feedback(is_saved, int(found["revision"]), unescape(found["by"]), choice and int(choice[1]))
