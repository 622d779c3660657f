"""What a kind of job must know: which parts there are, how one is made, and how they become a file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from survey.models import Wave


@dataclass(frozen=True)
class Order:
    """What a file is made for: the wave, the state of the data, and the address of the site."""

    wave: Wave
    at: datetime
    site: str


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class JobKind:
    """`keys`: names of the parts, always the same for the same data; `make`: the part of a key, in about a second;
    `assemble`: the file from keys and parts in the order of `keys`. All speak the language that is active.
    """

    name: str
    title: Promise | str
    description: Promise | str
    keys: Callable[[Wave], list[str]]
    make: Callable[[Wave, str], bytes]
    assemble: Callable[[Order, Iterable[tuple[str, bytes]]], File]
