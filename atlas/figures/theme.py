"""Colours, fonts and the empty page that all figures share.

The scale for scores runs from ochre over green and teal to indigo: lightness falls evenly, so it can be read with any
colour vision and in grey, and its lightest colour still stands out 3:1 from white paper (WCAG 1.4.11).
"""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from atlas import formats

INK = "#15242d"
MUTED = "#4d5f6b"
GRID = "#dfe7eb"
TRACK = "#eef3f6"
PAPER = "#ffffff"
ACCENT = "#1f6f92"
ACCENT_DARK = "#083a50"
OUTLINE = "#7b8794"

SCALE = ("#c68407", "#6c8f45", "#2c7d7d", "#24588f", "#2b2462")
CHANGES = ("#a34e00", "#848e97", "#1d5a8c")  # fallen, as before, risen: told apart with any colour vision
TEXT_DARK = "#0b0f14"
NARROW_LEGEND = 30  # characters

STATE_COLOURS = (ACCENT, SCALE[0], ACCENT_DARK, OUTLINE, GRID)  # answered, don't know, blank, not applicable, not asked

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 4},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": OUTLINE, "font": {"color": INK, "size": 13}, "align": "left"},
        "xaxis": {"automargin": True, "fixedrange": True, "zeroline": False, "gridcolor": GRID, "ticks": ""},
        "yaxis": {"automargin": True, "fixedrange": True, "zeroline": False, "gridcolor": GRID, "ticks": ""},
    }
)


def figure(traces: list[dict[str, Any]], **layout: Any) -> go.Figure:
    """A figure of ours: own template instead of plotly's, separators of the reader's language.

    Traces are plain dicts and are not validated one by one: with a trace per municipality that takes most of the
    time of a page. The tests validate them instead.
    """
    shared = {"template": TEMPLATE.to_plotly_json(), "separators": formats.separators()}
    return go.Figure(data=traces, layout={**shared, **layout}, _validate=False)


def empty(note: str) -> go.Figure:
    """Nothing to draw: no axes, and a note that says so."""
    annotation = {"text": note, "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    hidden = {"visible": False, "fixedrange": True}
    return figure([], xaxis=hidden, yaxis=hidden, annotations=[{**annotation, "font": {"color": MUTED, "size": 14}}])


def lines(text: str, width: int) -> str:
    """The text as plotly breaks it into lines of at most `width` characters, but never inside a word; escaped."""
    return "<br>".join(escape(line) for line in wrap(text, width, break_long_words=False))


def legend_name(name: str) -> dict[str, Any]:
    """What the legend calls a trace: in one line, or in several lines in a narrow figure (see atlas.js)."""
    return {"name": escape(name), "meta": {"compact": {"name": lines(name, NARROW_LEGEND)}}}


def reference_line(x: float) -> dict[str, Any]:
    """A dotted line from top to bottom, to compare with."""
    line = {"color": ACCENT_DARK, "width": 1.5, "dash": "dot"}
    return {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": x, "x1": x, "line": line}


def level_colour(position: int, levels: int) -> str:
    """The colour of the level at `position` (from 0) of `levels`."""
    return score_colour(100 * (position + 0.5) / levels)


def score_colour(score: float) -> str:
    """The colour of a score 0…100, blended between the colours of the five bands' middles."""
    return _blended(SCALE, score / 100 * len(SCALE) - 0.5)


def change_colour(change: float, reach: float) -> str:
    """The colour of a change of −`reach` … `reach`; beyond that it does not get stronger."""
    return _blended(CHANGES, 1 + change / reach)


def _blended(colours: Sequence[str], place: float) -> str:
    """Between the two colours next to `place`, counted from 0."""
    place = min(max(place, 0), len(colours) - 1)
    below = min(int(place), len(colours) - 2)
    mixed = [a + (b - a) * (place - below) for a, b in zip(_rgb(colours[below]), _rgb(colours[below + 1]), strict=True)]
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def text_colour(background: str) -> str:
    """White or near black, whichever is easier to read on `background` (#rrggbb)."""
    return max((PAPER, TEXT_DARK), key=lambda colour: contrast(colour, background))


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1…21 of two colours (#rrggbb) as WCAG 2.1 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
