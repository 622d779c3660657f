"""What a person types: a text, a line, a link. Refused is what nobody could see or nothing can store.

Texts from presentations, tables and other papers bring controls that nobody typed: those that end a line there end it
here, all others are left out.
"""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from survey.questionnaire.refusals import InvalidAnswer, Reason

MAX_URL_LENGTH = 500

# Those of browsers and Macs, of PowerPoint (vertical tab), of page breaks, of old terminals and of Unicode.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# No encoding can store a lone surrogate, no Excel file the others.
_UNSTORABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Embeddings, overrides and isolates: behind them "fdp.exe" reads "exe.pdf". Other marks are part of some scripts.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = ("Cc", "Cf", "Zl", "Zp")
# Beside spaces, marks that change a letter show nothing by themselves. The letters named here are drawn as a blank.
_UNSEEN = (*_INVISIBLE, "Zs", "Mn", "Me")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_HOST = re.compile(r"[\w.:-]+")  # with colons an IPv6 address; a stroke that only looks like "/" is none of these

Check = Callable[[object, int | None], str | None]


def plain(text: str) -> str:
    """With one kind of line end, and without controls."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def shows_nothing(text: str) -> bool:
    """Whether there is nothing to see: spaces of every width, marks of joining and breaking, blank letters."""
    return all(sign in _BLANK_LETTERS or unicodedata.category(sign) in _UNSEEN for sign in text)


def check_text(value: object, max_length: int | None = None) -> str | None:
    """Plain and without blanks around it, None for nothing to see; raises InvalidAnswer."""
    if not isinstance(value, str):
        raise InvalidAnswer(Reason.WRONG_TYPE)
    text = plain(value).strip()
    if max_length is not None and len(text) > max_length:
        raise InvalidAnswer(Reason.TOO_LONG, max_length=max_length, length=len(text))
    if _UNSTORABLE.search(text):
        raise InvalidAnswer(Reason.NOT_TEXT)
    if _DIRECTION.search(text):
        raise InvalidAnswer(Reason.INVISIBLE)
    return None if shows_nothing(text) else text


def check_line(value: object, max_length: int | None = None) -> str | None:
    """A name or a title: what is read in letters, lists and tables, where it could pass for something else."""
    text = check_text(value, max_length)
    if text is None:
        return None
    line = " ".join(part.strip() for part in text.split("\n"))
    if any(unicodedata.category(character) in _INVISIBLE for character in line):
        raise InvalidAnswer(Reason.INVISIBLE)
    return line


def check_url(value: object, max_length: int | None = MAX_URL_LENGTH) -> str | None:
    """A web address, checked for its form alone; one that begins with www. gets its https://. Raises InvalidAnswer.

    Without a control it would be another one.
    """
    text = check_text(value, max_length)
    if text is None:
        return None
    if text[:4].lower() == "www.":
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        well_formed = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))
        well_formed = well_formed and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        well_formed = False
    well_formed = well_formed and not _CONTROL.search(str(value).strip())
    # user:password@host hides where a link leads, and a password has no place in a survey
    if not well_formed or "@" in parts.netloc or any(character.isspace() or character == "\\" for character in text):
        raise InvalidAnswer(Reason.NOT_A_URL)
    return check_line(text)
