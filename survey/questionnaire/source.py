"""YAML text with its node tree: the plain data, the traps of the format, and the line of every place."""

from collections.abc import Iterator
from typing import Any

import yaml

from survey.questionnaire.conditions import Place
from survey.questionnaire.loader import MAX_LENGTH, OutOfBounds, PlainLoader, parts_of, require_small
from survey.questionnaire.problems import DocumentErrors, Problem


class Source:
    """A YAML text read into plain data; raises DocumentErrors if it is no YAML mapping."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self._entries: dict[int, dict[str, tuple[Any, yaml.Node]]] = {}
        if len(text) > MAX_LENGTH:
            raise self._failure(f"expected at most {MAX_LENGTH} characters, got {len(text)}", 1)
        try:
            loader = PlainLoader(text)
            self._root = _composed(loader)
            self._refuse_loop()
            require_small(self._root)
            self._repeated = list(_repeated_keys(self._root, (), set()))
            self.data = loader.construct_document(self._root)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            expected = error.problem if isinstance(error, OutOfBounds) else f"expected valid YAML: {error.problem}"
            raise self._failure(str(expected), mark.line + 1 if mark else None) from error
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, int(error.position)) + 1
            raise self._failure(f"expected valid YAML: {error.reason}", line) from error
        if not isinstance(self.data, dict):
            got = "an empty file" if self.data is None else f"a {type(self.data).__name__}"
            raise self._failure(f"expected a mapping with questionnaire, scoring, levels and sections, got {got}", 1)

    def _refuse_loop(self) -> None:
        loop = _loop(self._root, set(), set())
        if loop is not None:
            expected = "expected a list or mapping that does not contain itself"
            raise self._failure(expected, loop.start_mark.line + 1)

    def _failure(self, expected: str, line: int | None) -> DocumentErrors:
        return DocumentErrors([Problem(self.name, line, "", expected)])

    def repeated_keys(self) -> list[Problem]:
        return [Problem(self.name, line, shown_path(self.data, place), text) for place, line, text in self._repeated]

    def problem(self, place: Place, expected: str) -> Problem:
        return Problem(self.name, self.line(place), shown_path(self.data, place), expected)

    def line(self, place: Place) -> int | None:
        """The line of a place; of the innermost part that exists if something is missing there."""
        node, line = self._root, 0
        for step in place:
            found = self._child(node, step)
            if found is None:
                break
            mark, node = found
            line = mark.line
        return int(line) + 1

    def _child(self, node: yaml.Node, step: str | int) -> tuple[Any, yaml.Node] | None:
        """The mark and node of a step."""
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            return node.value[step].start_mark, node.value[step]
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            if id(node) not in self._entries:
                self._entries[id(node)] = _entries_of(node)
            return self._entries[id(node)].get(step)
        return None


def _composed(loader: PlainLoader) -> yaml.Node:
    """The node tree, which alone knows lines; an empty text reads like a single null."""
    root = loader.get_single_node()
    return yaml.ScalarNode("tag:yaml.org,2002:null", "") if root is None else root


def _loop(node: yaml.Node, around: set[int], done: set[int]) -> yaml.Node | None:
    """A node that an alias inside it leads back to; every node is looked at once."""
    if id(node) in around:
        return node
    if id(node) in done:
        return None
    around.add(id(node))
    found = next((loop for part in parts_of(node) if (loop := _loop(part, around, done))), None)
    around.remove(id(node))
    done.add(id(node))
    return found


def _entries_of(node: yaml.MappingNode) -> dict[str, tuple[Any, yaml.Node]]:
    """By key the mark and node of each entry; it is found at its key, which stands where its author looks."""
    return {
        str(key.value): ((key if value.start_mark.line >= key.start_mark.line else value).start_mark, value)
        for key, value in reversed(node.value)
    }


def _repeated_keys(node: yaml.Node, place: Place, visited: set[int]) -> Iterator[tuple[Place, int, str]]:
    """Keys that occur twice in a mapping: YAML keeps the last one without a word."""
    if id(node) in visited:  # an alias
        return
    visited.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for position, part in enumerate(node.value):
            yield from _repeated_keys(part, (*place, position), visited)
    elif isinstance(node, yaml.MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode) and first.setdefault(key.value, line) != line:
                yield (*place, key.value), line, f"expected each key once, it stands first in line {first[key.value]}"
            yield from _repeated_keys(value, (*place, str(key.value)), visited)


def shown_path(data: Any, place: Place) -> str:
    """The place with codes instead of positions wherever a part has a code."""
    path = ""
    for step in place:
        if isinstance(step, str):
            path += f".{step}" if path else step
            data = data.get(step) if isinstance(data, dict) else None
        else:
            data = data[step] if isinstance(data, list) and step < len(data) else None
            code = data.get("code") if isinstance(data, dict) and "op" not in data else None
            path += f"[{code if isinstance(code, str) else step}]"
    return path
