"""What we make of the plotly.js that its package ships: a script with our kinds of chart only, and its style sheet."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

REGISTERED = re.compile(r"\.register\(\[((?:[\w$]+\(\),?){20,})\]\)")
RULES = re.compile(r'\{"X,X div":.*?\}', re.DOTALL)
RULE = re.compile(r""""([^"]+)":(?:"([^"]*)"|'([^']*)')""")
CALL = re.compile(rb"([\w$]+)\(\)")
JAVASCRIPT = Language(tree_sitter_javascript.language())
# A bundler writes each module as `name=wrapper((exports,module)=>{…})` and loads it, once, by `name()`.
MODULES = Query(
    JAVASCRIPT,
    """(variable_declarator name: (identifier) @name value: (call_expression
        function: (identifier) arguments: (arguments . (arrow_function) @body .)))""",
)


def only_traces(script: str, traces: Collection[str]) -> str:
    """The bundle as it is, but for the list of what it sets up when it is loaded: maps, 3D and forty other kinds of
    chart that no page has take three quarters of that time.

    Each kind is a module of the bundle that hands on another one, in which its name stands. Raises ValueError if a new
    bundle writes them in another way.
    """
    registered = REGISTERED.search(script)
    if registered is None:
        raise ValueError("plotly.js no longer registers its traces as expected")
    names = {name: call for call in registered[1].split(",") if (name := _trace_name(script, call.removesuffix("()")))}
    if missing := set(traces) - set(names):
        raise ValueError(f"plotly.js no longer has {sorted(missing)}")
    kept = ",".join(call for name, call in names.items() if name in traces)
    return script[: registered.start(1)] + kept + script[registered.end(1) :]


def _trace_name(script: str, module: str) -> str:
    handed_on = re.match(r'"use strict";[\w$]+\.exports=([\w$]+)\(\)', _beginning(script, module))
    found = re.search(r'moduleType:"trace",name:"(\w+)"', _beginning(script, handed_on[1])) if handed_on else None
    return found[1] if found else ""


def _beginning(script: str, module: str) -> str:
    start = re.search(rf"[,;{{ ]{re.escape(module)}=[\w$]+\(\([\w$,]*\)=>\{{", script)
    return script[start.end() : start.end() + 6000] if start else ""


def for_browsers(script: str) -> str:
    """The script as browsers read it fastest: without modules that nothing loads, and each other byte read once.

    They read a function twice, first to find its end, unless it is written as one that is called at once: so the arrow
    functions around the modules become `(function(){…}).bind(this)`, which means the same. Raises ValueError if a new
    bundle writes its modules in another way.
    """
    source = script.encode()
    block, modules = _modules(Parser(JAVASCRIPT).parse(source).root_node)
    loaded = _loaded(source, modules)
    unused = [Edit(module.start, module.end, b"()=>{}") for module in modules if module.name not in loaded]
    return _edited(source, [*unused, *_called_at_once(block)]).decode()


@dataclass(frozen=True)
class Module:
    """`start` and `end` of its function, in bytes of the script."""

    name: bytes
    start: int
    end: int


class Edit(NamedTuple):
    """What stands in place of the bytes from `start` to `end`."""

    start: int
    end: int
    text: bytes


def _modules(root: Node) -> tuple[Node, list[Module]]:
    """The block that declares the modules, and these; inner functions that look like modules are none."""
    matches = [match for _pattern, match in QueryCursor(MODULES).matches(root)]
    blocks = [(_block(match["name"][0]), match) for match in matches]
    if not blocks:
        raise ValueError("plotly.js no longer writes its modules as expected")
    block, _number = Counter(block for block, _match in blocks).most_common(1)[0]
    own = [(match["name"][0], match["body"][0]) for found, match in blocks if found == block]
    return block, [Module(name.text or b"", body.start_byte, body.end_byte) for name, body in own]


def _block(name: Node) -> Node:
    """Where a name is declared: in a declarator, in a declaration, in a block."""
    node = name
    for _step in range(3):
        node = node.parent or node
    return node


def _loaded(source: bytes, modules: Collection[Module]) -> set[bytes]:
    """Names of the modules that are called in the rest of the script or in a module that is loaded itself: rather too
    many than too few.
    """
    names = {module.name for module in modules}
    calls = {module.name: names.intersection(CALL.findall(source[module.start : module.end])) for module in modules}
    rest = _edited(source, [Edit(module.start, module.end, b"") for module in modules])
    found: set[bytes] = set()
    coming = names.intersection(CALL.findall(rest))
    while coming:
        found |= coming
        coming = set().union(*(calls[name] for name in coming)) - found
    return found


def _called_at_once(block: Node) -> Iterator[Edit]:
    around = block.parent
    while around is not None:
        body = around.child_by_field_name("body")
        if around.type == "arrow_function" and body is not None:
            yield Edit(around.start_byte, body.start_byte, b"(function()")
            yield Edit(around.end_byte, around.end_byte, b").bind(this)")
        around = around.parent


def _edited(source: bytes, edits: Iterable[Edit]) -> bytes:
    parts, position = [], 0
    for edit in sorted(edits):
        parts += [source[position : edit.start], edit.text]
        position = edit.end
    return b"".join([*parts, source[position:]])


def styles(script: str) -> str:
    """The style sheet that plotly.js would inject into a page, which the Content-Security-Policy forbids.

    The bundle holds the rules as one object of selector and declarations, where X and Y stand for its own containers.
    Raises ValueError if a new bundle writes them in another way.
    """
    found = RULES.search(script)
    if found is None:
        raise ValueError("plotly.js no longer holds its style rules as expected")
    rules = [
        selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier") + f"{{{double or single}}}"
        for selector, double, single in RULE.findall(found.group())
    ]
    # plotly.js pixelates heat maps by a style attribute.
    return "\n".join([*rules, ".heatmaplayer image{image-rendering:pixelated}"])
