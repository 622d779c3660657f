"""YAML as a questionnaire needs it: plain values within bounds, and every mistake with its line."""

from typing import Any

import yaml

from survey.questionnaire.refusals import InvalidAnswer
from survey.questionnaire.texts import check_text, plain

MAX_LENGTH = 200_000  # characters of a file; the questionnaire of 2026 has 101,000
MAX_PARTS = 14_000  # keys and values, with what aliases stand for; that of 2026 has 7,000
MAX_DEPTH = 50  # of parts inside each other; that of 2026 has 12
MAX_SCALAR = 100  # characters of a number or a truth value
NOT_TEXT = "expected text without control characters and marks of direction"
TAG = "tag:yaml.org,2002:"
PLAIN = ("null", "bool", "int", "float", "str", "seq", "map")


class OutOfBounds(yaml.MarkedYAMLError):
    """Valid YAML, but no questionnaire."""

    def __init__(self, expected: str, mark: yaml.Mark | None) -> None:
        super().__init__(problem=expected, problem_mark=mark)


class PlainLoader(yaml.SafeLoader):
    """Knows texts, numbers, truth values, lists and mappings; raises MarkedYAMLError for everything else."""

    yaml_constructors = {TAG + name: yaml.SafeLoader.yaml_constructors[TAG + name] for name in PLAIN}

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._parts = self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Counted while it is read: what is too large is not read to its end."""
        mark = self.peek_event().start_mark
        self._parts, self._depth = self._parts + 1, self._depth + 1
        if self._depth > MAX_DEPTH:
            raise OutOfBounds("expected a document that is less deeply nested", mark)
        if self._parts > MAX_PARTS:
            raise OutOfBounds("expected a document of fewer parts", mark)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A key is no text that somebody pasted: without its controls it would be another one."""
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        for key, _value in pairs:
            if isinstance(key, yaml.ScalarNode) and plain(key.value) != key.value:
                raise OutOfBounds(NOT_TEXT, key.start_mark)
        return super().construct_mapping(node, deep=deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        kind = node.tag.removeprefix(TAG)
        if kind not in PLAIN:
            hint = "a date: put it in quotes" if kind == "timestamp" else f"a value of the kind {node.tag!r}"
            raise OutOfBounds(f"expected text, numbers, lists and mappings, got {hint}", node.start_mark)
        if kind not in ("str", "seq", "map") and len(node.value) > MAX_SCALAR:
            raise OutOfBounds(f"expected at most {MAX_SCALAR} characters, or quotes", node.start_mark)
        try:
            value = super().construct_object(node, deep=deep)
            if isinstance(value, str):
                value = plain(value)
                check_text(value)
        except InvalidAnswer as error:
            raise OutOfBounds(NOT_TEXT, node.start_mark) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:  # as the library meets with "!!int x"
            raise OutOfBounds(f"expected a value of the kind {kind}, got {node.value!r}", node.start_mark) from error
        return value


def require_small(root: yaml.Node) -> None:
    """What aliases stand for counts each time: a few lines could mean thousands of millions. No node holds itself."""
    _measured(root, {})


def _measured(node: yaml.Node, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Number of parts and depth; every node is looked at once."""
    if id(node) not in known:
        inside = [_measured(part, known) for part in parts_of(node)]
        size = 1 + sum(size for size, _depth in inside)
        depth = 1 + max((depth for _size, depth in inside), default=0)
        if size > MAX_PARTS or depth > MAX_DEPTH:
            raise OutOfBounds("expected aliases that stand for fewer parts", node.start_mark)
        known[id(node)] = size, depth
    return known[id(node)]


def parts_of(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for entry in node.value for part in entry]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
