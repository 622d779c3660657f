"""Static files that come out of installed packages."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import bootstrap_wrapper
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from smartregion import plotly_bundle
from smartregion.faults import FAULTS, fault_page

# What the figures of the Atlas are drawn with; plotly.js itself brings scatter.
PLOTLY_TRACES = ("bar", "box", "scatterpolar")
PLOTLY_MAP_STYLE_ID = re.compile(r'getElementById\("([0-9a-f]{64})"\)')


@cache
def plotly_script() -> Path:
    return Path(str(files("plotly"))) / "package_data" / "plotly.min.js"


@cache
def plotly_for_figures() -> Path:
    """The bundle with our traces only, written anew for each version of it."""

    def make() -> str:
        ours = plotly_bundle.only_traces(plotly_script().read_text(encoding="utf-8"), PLOTLY_TRACES)
        return plotly_bundle.for_browsers(ours)

    return _made("figures.js", make)


@cache
def plotly_style_sheet() -> Path:
    """The style sheet as a file, written anew for each version of the bundle."""
    return _made("style.css", lambda: plotly_bundle.styles(plotly_script().read_text(encoding="utf-8")))


def _made(name: str, make: Callable[[], str]) -> Path:
    """What we make of the bundle, once per version of it and of how it is made."""
    versions = "-".join(
        str(int(path.stat().st_mtime)) for path in (plotly_script(), Path(__file__), Path(plotly_bundle.__file__))
    )
    file: Path = settings.VAR_DIR / "plotly" / f"{versions}-{name}"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make(), encoding="utf-8")
    return file


@cache
def fault_pages() -> dict[str, Path]:
    """Made anew by each process: their texts change with the translations."""
    folder: Path = settings.VAR_DIR / "faults"
    folder.mkdir(parents=True, exist_ok=True)
    files = {status: folder / f"{status}.html" for status in FAULTS}
    for status, file in files.items():
        file.write_text(fault_page(status), encoding="utf-8")
    return {f"faults/{status}.html": file for status, file in files.items()}


@cache
def package_files() -> dict[str, Path]:
    styles = bootstrap_wrapper.get_bootstrap_css_dir()
    return {
        "vendor/bootstrap.min.css": styles / "bootstrap.min.css",
        "vendor/bootstrap.min.css.map": styles / "bootstrap.min.css.map",
        "vendor/plotly.min.js": plotly_for_figures(),
        "vendor/plotly.css": plotly_style_sheet(),
        **fault_pages(),
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
