"""The order of names in a German index (DIN 5007-1): ä stands as a, ß as ss, capitals and marks make no difference."""

import unicodedata

# Letters that are no letter with a mark to Unicode.
PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def sort_key(name: str) -> str:
    """What the name is sorted by, compared by code points: words of plain small letters, a space before each letter."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
