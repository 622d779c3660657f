"""A document while it is being read: parts whose shape is wrong have been reported and stand as None."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from survey.questionnaire.conditions import Place
from survey.questionnaire.document import Level, Question, TagDefinitions


class Finding(NamedTuple):
    """`place` leads through the raw document: keys and positions, as in ("sections", 0, "questions", 2, "weight")."""

    place: Place
    expected: str


class Placed(NamedTuple):
    """A question and where it stands; `question` is None if its shape is wrong, then only the raw code is known."""

    place: Place
    section: Mapping[str, Any]
    code: str | None
    question: Question | None


@dataclass(frozen=True)
class Draft:
    raw: Mapping[str, Any]
    levels: tuple[Level, ...] | None
    tag_definitions: TagDefinitions | None
    sections: Sequence[tuple[Place, Mapping[str, Any]]]
    placed: Sequence[Placed]

    @classmethod
    def of(cls, raw: Mapping[str, Any], broken: Sequence[Place]) -> "Draft":
        """The draft of a raw document; `broken` names the places whose shape is wrong."""
        sections = [
            (("sections", position), section)
            for position, section in enumerate(_list(raw.get("sections")))
            if isinstance(section, dict)
        ]
        tops, questions = {place[:1] for place in broken}, {place[:4] for place in broken}
        return cls(
            raw=raw,
            levels=None if ("levels",) in tops else TypeAdapter(tuple[Level, ...]).validate_python(raw["levels"]),
            tag_definitions=None
            if ("tag_definitions",) in tops
            else TagDefinitions.model_validate(raw["tag_definitions"]),
            sections=sections,
            placed=[entry for place, section in sections for entry in _placed(place, section, questions)],
        )

    @cached_property
    def questions(self) -> tuple[tuple[Place, Question], ...]:
        return tuple((entry.place, entry.question) for entry in self.placed if entry.question is not None)

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Codes of questions that exist but could not be read: a reference to one is not judged."""
        return frozenset(entry.code for entry in self.placed if entry.question is None and entry.code is not None)


def _placed(place: Place, section: Mapping[str, Any], broken: set[Place]) -> Iterator[Placed]:
    for position, raw in enumerate(_list(section.get("questions"))):
        here = (*place, "questions", position)
        code = raw.get("code") if isinstance(raw, dict) else None
        question = None if here in broken else Question.model_validate(raw)
        yield Placed(here, section, code if isinstance(code, str) else None, question)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def repeated(values: Sequence[object]) -> Iterator[tuple[int, object]]:
    """Position and value of every value that occurred before."""
    seen: set[object] = set()
    for position, value in enumerate(values):
        known = value if isinstance(value, Hashable) else repr(value)
        if value is not None and known in seen:
            yield position, value
        seen.add(known)
