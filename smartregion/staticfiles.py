"""Static files that come out of installed packages."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import bootstrap_wrapper
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# What the figures of the Atlas are drawn with; plotly.js itself brings scatter.
PLOTLY_TRACES = ("bar", "box", "scatterpolar")
PLOTLY_REGISTERED = re.compile(r"\.register\(\[((?:[\w$]+\(\),?){20,})\]\)")
PLOTLY_RULES = re.compile(r'\{"X,X div":.*?\}', re.DOTALL)
PLOTLY_MAP_STYLE_ID = re.compile(r'getElementById\("([0-9a-f]{64})"\)')
PLOTLY_RULE = re.compile(r""""([^"]+)":(?:"([^"]*)"|'([^']*)')""")


@cache
def plotly_script() -> Path:
    return Path(str(files("plotly"))) / "package_data" / "plotly.min.js"


@cache
def plotly_for_figures() -> Path:
    """The bundle with our traces only, written anew for each version of it."""
    return _made("figures.js", lambda: only_traces(plotly_script().read_text(encoding="utf-8"), PLOTLY_TRACES))


def only_traces(script: str, traces: Collection[str]) -> str:
    """The bundle as it is, but for the list of what it sets up when it is loaded: maps, 3D and forty other kinds of
    chart that no page has take three quarters of that time.

    Each kind is a module of the bundle that hands on another one, in which its name stands. Raises ValueError if a new
    bundle writes them in another way.
    """
    registered = PLOTLY_REGISTERED.search(script)
    if registered is None:
        raise ValueError("plotly.js no longer registers its traces as expected")
    names = {name: call for call in registered[1].split(",") if (name := _trace_name(script, call.removesuffix("()")))}
    if missing := set(traces) - set(names):
        raise ValueError(f"plotly.js no longer has {sorted(missing)}")
    kept = ",".join(call for name, call in names.items() if name in traces)
    return script[: registered.start(1)] + kept + script[registered.end(1) :]


def _trace_name(script: str, module: str) -> str:
    handed_on = re.match(r'"use strict";[\w$]+\.exports=([\w$]+)\(\)', _module(script, module))
    found = re.search(r'moduleType:"trace",name:"(\w+)"', _module(script, handed_on[1])) if handed_on else None
    return found[1] if found else ""


def _module(script: str, name: str) -> str:
    """The first part of a module."""
    start = re.search(rf"[,;{{ ]{re.escape(name)}=[\w$]+\(\([\w$,]*\)=>\{{", script)
    return script[start.end() : start.end() + 6000] if start else ""


def plotly_styles(script: str) -> str:
    """The style sheet that plotly.js would inject into a page, which the Content-Security-Policy forbids.

    The bundle holds the rules as one object of selector and declarations, where X and Y stand for its own containers.
    Raises ValueError if a new bundle writes them in another way.
    """
    found = PLOTLY_RULES.search(script)
    if found is None:
        raise ValueError("plotly.js no longer holds its style rules as expected")
    rules = [
        selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier") + f"{{{double or single}}}"
        for selector, double, single in PLOTLY_RULE.findall(found.group())
    ]
    # plotly.js pixelates heat maps by a style attribute.
    return "\n".join([*rules, ".heatmaplayer image{image-rendering:pixelated}"])


@cache
def plotly_style_sheet() -> Path:
    """The style sheet as a file, written anew for each version of the bundle."""
    return _made("style.css", lambda: plotly_styles(plotly_script().read_text(encoding="utf-8")))


def _made(name: str, make: Callable[[], str]) -> Path:
    """What we make of the bundle, once per version of it and of how it is made."""
    versions = "-".join(str(int(path.stat().st_mtime)) for path in (plotly_script(), Path(__file__)))
    file: Path = settings.VAR_DIR / "plotly" / f"{versions}-{name}"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make(), encoding="utf-8")
    return file


@cache
def package_files() -> dict[str, Path]:
    styles = bootstrap_wrapper.get_bootstrap_css_dir()
    return {
        "vendor/bootstrap.min.css": styles / "bootstrap.min.css",
        "vendor/bootstrap.min.css.map": styles / "bootstrap.min.css.map",
        "vendor/plotly.min.js": plotly_for_figures(),
        "vendor/plotly.css": plotly_style_sheet(),
    }


@cache
def plotly_map_style_id() -> str:
    """The id of the style element that plotly.js adds for tile maps, unless the page has an element with this id."""
    found = PLOTLY_MAP_STYLE_ID.search(plotly_script().read_text(encoding="utf-8"))
    return found.group(1) if found else ""


class PackageStorage(FileSystemStorage):
    """Looks its few files up in their packages."""

    def path(self, name: str) -> str:
        return str(package_files()[name])


class PackageFinder(BaseFinder):
    """Finds the few files of other packages that our pages load."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = package_files().get(path)
        if find_all:
            return [str(file)] if file else []
        return str(file) if file else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, PackageStorage]]:
        storage = PackageStorage()
        return ((name, storage) for name in package_files())
