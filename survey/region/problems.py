"""What is wrong in a file of the region, said so that the person who keeps it can correct it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`place` is where to look inside the file: a line and column, or a path such as features[3].geometry."""

    source: str
    place: str
    expected: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.source, self.place, self.expected) if part)


class RegionErrors(Exception):
    """A file cannot be used; `problems` lists everything that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def shown(value: object) -> str:
    """A value as it stands in the file, cut where it gets long."""
    return shortened(repr(value), 60)


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def decoded(content: bytes, source: str) -> str:
    """The text of a file, without byte order mark. Raises RegionErrors if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RegionErrors([Problem(source, f"line {line}", "expected text in UTF-8")]) from error
