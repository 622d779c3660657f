"""What the cards of a page are made of: frames of the chosen wave, read when first needed.

Frames are kept per wave and state of the data, so that a second page, or another filter, computes none of them again.
They are shared: nobody may change one.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from atlas import frames
from atlas.columns import AGS
from atlas.edition import Edition
from atlas.editions import edition_of, evidence_of
from atlas.evidence import Evidence
from atlas.filters import Selection
from atlas.geometry import Shapes, shapes
from atlas.strata import unweighted
from survey.models import Wave
from survey.questionnaire.document import Document


@dataclass(frozen=True)
class Material:
    selection: Selection

    @property
    def wave(self) -> Wave:
        return self.selection.wave

    @property
    def version(self) -> str:
        return self.selection.version

    @property
    def document(self) -> Document:
        return self.wave.questionnaire.document

    @cached_property
    def region(self) -> pd.DataFrame:
        """`standing` of all municipalities, whatever is chosen."""
        return standing_of(self.wave, self.version)

    @cached_property
    def standing(self) -> pd.DataFrame:
        """The chosen municipalities; unweighted if the reader wants to see only those that answered."""
        chosen = self.selection.of(self.region)
        return unweighted(chosen) if self.selection.option("estimate") == "unweighted" else chosen

    @cached_property
    def edition(self) -> Edition:
        chosen = self.selection
        return edition_of(self.wave, is_selection=chosen.is_partial, section=chosen.section, query=chosen.query)

    @cached_property
    def evidence(self) -> Evidence:
        return evidence_of(self.wave, self.region, items_of(self.wave, self.version))

    @cached_property
    def shapes(self) -> Shapes:
        return map_shapes(frames.register_version())

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """As of now, see `frames.contacts`: not kept, because they change without any submission."""
        return frames.contacts(self.wave)

    def states(self) -> pd.DataFrame:
        """Of the chosen municipalities, see `frames.item_states`."""
        chosen = tuple(self.standing[AGS]) if self.selection.is_partial else None
        return states_of(self.wave, self.version, chosen)

    def items(self) -> pd.DataFrame:
        """Item scores of the whole region, see `frames.items`."""
        return items_of(self.wave, self.version)

    def answers(self, *codes: str) -> pd.DataFrame:
        """Of the chosen municipalities, see `frames.answers`."""
        found = answers_of(self.wave, self.version, codes)
        return found[found[AGS].isin(self.standing[AGS])]


@lru_cache(maxsize=4)
def standing_of(wave: Wave, version: str) -> pd.DataFrame:
    return frames.standing(wave)


@lru_cache(maxsize=2)
def items_of(wave: Wave, version: str) -> pd.DataFrame:
    return frames.items(wave)


@lru_cache(maxsize=2)
def ranges_of(wave: Wave, version: str) -> pd.DataFrame:
    return frames.ranges(wave)


@lru_cache(maxsize=16)
def states_of(wave: Wave, version: str, towns: tuple[str, ...] | None) -> pd.DataFrame:
    return frames.item_states(wave, towns)


@lru_cache(maxsize=16)
def answers_of(wave: Wave, version: str, codes: tuple[str, ...]) -> pd.DataFrame:
    return frames.answers(wave, codes)


@lru_cache(maxsize=1)
def map_shapes(register_version: str) -> Shapes:
    """The outlines of the map, worked out once per state of the register: submissions do not move borders."""
    return shapes(frames.boundaries(), frames.register())
