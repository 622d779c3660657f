"""What we make of the plotly.js that its package ships: a script with our kinds of chart only, and its style sheet."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Module:
    """`start` and `end` of its function, in bytes of the script."""

    name: bytes
    start: int
    end: int


def without_unused_modules(script: str) -> str:
    """The script with empty functions for the modules that nothing loads: browsers read every byte of a script.

    A module is taken to be loaded wherever its name is called in the rest of the script or in a module that is loaded
    itself: rather too often than too rarely. Raises ValueError if a new bundle writes its modules in another way.
    """
    source = script.encode()
    modules = _modules(source)
    if not modules:
        raise ValueError("plotly.js no longer writes its modules as expected")
    loaded = _loaded(source, modules)
    return _replaced(source, (module for module in modules if module.name not in loaded), b"()=>{}").decode()


def _modules(source: bytes) -> list[Module]:
    """In the order of the script; inner functions that look like modules are none."""
    matches = [match for _pattern, match in QueryCursor(MODULES).matches(Parser(JAVASCRIPT).parse(source).root_node)]
    blocks = Counter(_block(match["name"][0]) for match in matches)
    outermost = max(blocks, key=lambda block: blocks[block], default=0)
    return [
        Module(name.text or b"", body.start_byte, body.end_byte)
        for name, body in ((match["name"][0], match["body"][0]) for match in matches)
        if _block(name) == outermost
    ]


def _block(name: Node) -> int:
    """The id of the block that declares a name: declarator, declaration, block."""
    declaration = name.parent and name.parent.parent
    return declaration.parent.id if declaration and declaration.parent else 0


def _loaded(source: bytes, modules: Collection[Module]) -> set[bytes]:
    names = {module.name for module in modules}
    calls = {module.name: names.intersection(CALL.findall(source[module.start : module.end])) for module in modules}
    found: set[bytes] = set()
    coming = names.intersection(CALL.findall(_replaced(source, modules, b"")))
    while coming:
        found |= coming
        coming = set().union(*(calls[name] for name in coming)) - found
    return found


def _replaced(source: bytes, modules: Iterable[Module], by: bytes) -> bytes:
    def parts() -> Iterator[bytes]:
        position = 0
        for module in modules:
            yield source[position : module.start]
            yield by
            position = module.end
        yield source[position:]

    return b"".join(parts())


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
