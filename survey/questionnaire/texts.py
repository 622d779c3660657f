"""What a person types: a text, a line, a link. Refused is what nobody could see or nothing can store."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from survey.questionnaire.refusals import InvalidAnswer, Reason

MAX_URL_LENGTH = 500

# PostgreSQL cannot store NUL in JSON, no encoding a lone surrogate, no Excel file the others.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Embeddings, overrides and isolates: behind them "fdp.exe" reads "exe.pdf". Other marks are part of some scripts.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = ("Cc", "Cf", "Zl", "Zp")  # of a line: also its ends
_HOST = re.compile(r"[\w.:-]+")  # with colons an IPv6 address; a stroke that only looks like "/" is none of these

Check = Callable[[object, int | None], str | None]


def check_text(value: object, max_length: int | None = None) -> str | None:
    """With plain line ends and without blanks around it, None for nothing; raises InvalidAnswer."""
    if not isinstance(value, str):
        raise InvalidAnswer(Reason.WRONG_TYPE)
    # Browsers send line ends as CR LF but count them as one character.
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if max_length is not None and len(text) > max_length:
        raise InvalidAnswer(Reason.TOO_LONG, max_length=max_length, length=len(text))
    if _UNSTORABLE.search(text):
        raise InvalidAnswer(Reason.NOT_TEXT)
    if _DIRECTION.search(text):
        raise InvalidAnswer(Reason.INVISIBLE)
    return text or None


def check_line(value: object, max_length: int | None = None) -> str | None:
    """A name or a title: what is read in letters, lists and tables, where it could pass for something else."""
    text = check_text(value, max_length)
    if text and any(unicodedata.category(character) in _INVISIBLE for character in text):
        raise InvalidAnswer(Reason.INVISIBLE)
    return text


def check_url(value: object, max_length: int | None = MAX_URL_LENGTH) -> str | None:
    """A complete web address, checked for its form alone; raises InvalidAnswer."""
    text = check_text(value, max_length)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        well_formed = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))
        well_formed = well_formed and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        well_formed = False
    # user:password@host hides where a link leads, and a password has no place in a survey
    if not well_formed or "@" in parts.netloc or any(character.isspace() or character == "\\" for character in text):
        raise InvalidAnswer(Reason.NOT_A_URL)
    return check_line(text)
